import { signedSize } from '#features/audit';
import { ledgerFigures } from '#features/stats';
import type { Manifest } from '#platform/backup/manifest.ts';
import { BackupRefused } from '#platform/backup/refusals.ts';
import { type PartPlace, readPart } from '#platform/backup/sealed-part.ts';
import {
  nameOf,
  placeSequences,
  sequencesOf,
  tablesHalfSeen,
  tablesOf,
  tablesWithRows,
} from '#platform/postgres/backup/catalogue.ts';
import { copyIn, sumOfTable } from '#platform/postgres/backup/copy-table.ts';
import { openForLoading } from '#platform/postgres/backup/open-for-loading.ts';
import { holdRestore, isRestoreUnfinished, markRestoreBegun } from '#platform/postgres/backup/restore-mark.ts';
import { writePlainText } from '#platform/postgres/backup/snapshot.ts';
import { knownMigrations, landedMigrations, type Migration, migrate } from '#platform/postgres/migrate.ts';
import { type Db, inTransaction, type Queryable, type Tx } from '#platform/postgres/transaction.ts';

// Every act leaves a row in the first; a house that was served has staff. Rows that migrations bring do not count.
const SIGNS_OF_USE = new Set(['public.audit_entry', 'public.access_staff', 'public.intake_report']);

/** Refuses a backup this build has no tables for, before anything is touched. */
export async function requireKnownMigrations(manifest: Manifest): Promise<void> {
  const known = new Map((await knownMigrations()).map(({ name, sha256 }) => [name, sha256]));
  const { migrations } = manifest.database;
  const unknown = migrations.filter(({ name }) => !known.has(name));
  if (unknown.length > 0)
    throw new BackupRefused({ kind: 'newer-version', migrations: unknown.map(({ name }) => name) });
  const changed = migrations.filter(({ name, sha256 }) => known.get(name) !== sha256);
  if (changed.length > 0)
    throw new BackupRefused({ kind: 'other-version', migrations: changed.map(({ name }) => name) });
}

/** Looks whether a restore may go into this database: an unused one, or one whose restore was cut short. */
export async function requireUnused(db: Db, where: string): Promise<{ readonly resumed: boolean }> {
  const [{ encoding } = { encoding: '' }] = await db.query<{ encoding: string }>(
    `select current_setting('server_encoding') as encoding`,
  );
  if (encoding !== 'UTF8') throw new BackupRefused({ kind: 'not-utf8', encoding });
  if (await isRestoreUnfinished(db)) return { resumed: true };
  const isOurs = (await landedMigrations(db)).length > 0;
  const inUse = isOurs
    ? (await tablesWithRows(db)).some((name) => SIGNS_OF_USE.has(name))
    : (await tablesOf(db)).length > 0;
  if (inUse) throw new BackupRefused({ kind: 'target-not-empty', what: 'database', where });
  return { resumed: false };
}

/** Marks the database, makes the tables the backup was taken from, and answers how to let go of the right to restore. */
export async function beginRestore(db: Db, manifest: Manifest): Promise<() => void> {
  const holder = await db.pool.connect();
  const asked: Queryable = {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await holder.query(text, values as unknown[])).rows as Row[],
  };
  try {
    if (!(await holdRestore(asked))) throw new BackupRefused({ kind: 'restore-running' });
    await inTransaction(db, (tx) => markRestoreBegun(tx, manifest.backupId));
    const wanted = manifest.database.migrations;
    await migrate(db, new Set(wanted.map(({ name }) => name)));
    const differing = differenceOf(wanted, await landedMigrations(db));
    if (differing.length > 0) throw new BackupRefused({ kind: 'other-version', migrations: differing });
    return () => holder.release(true);
  } catch (error) {
    holder.release(true);
    throw error;
  }
}

/**
 * Loads every table in one transaction and compares before it commits: rows and digests of each table, sequences, the
 * head of the audit trail, the ledger. Either all of it stands, as it was, or the database is as empty as before.
 */
export function loadDatabase(db: Db, place: PartPlace, manifest: Manifest): Promise<void> {
  return inTransaction(db, async (tx) => {
    await writePlainText(tx.client);
    await requireSameTables(tx, manifest);
    const putBack = await openForLoading(tx, await tablesOf(tx));
    for (const table of manifest.database.tables) await copyIn(tx.client, table, readPart(place, table.part));
    await placeSequences(tx, manifest.database.sequences);
    // Compared while row policies are lifted: the owner of a hired server may be bound by them.
    const differing = await differencesFrom(tx, manifest);
    if (differing.length > 0) throw new BackupRefused({ kind: 'does-not-match', what: differing });
    await putBack();
  });
}

async function requireSameTables(tx: Tx, manifest: Manifest): Promise<void> {
  const there = new Map((await tablesOf(tx)).map((table) => [nameOf(table), new Set(table.columns)]));
  const lacking = manifest.database.tables.filter((table) => {
    const columns = there.get(nameOf(table));
    return columns === undefined || table.columns.some((column) => !columns.has(column));
  });
  if (lacking.length > 0) throw new BackupRefused({ kind: 'other-version', migrations: lacking.map(nameOf) });
}

async function differencesFrom(tx: Tx, manifest: Manifest): Promise<string[]> {
  const differing: string[] = [];
  const hidden = await tablesHalfSeen(tx);
  if (hidden.length > 0) throw new BackupRefused({ kind: 'not-all-seeing', tables: hidden });
  for (const table of manifest.database.tables) {
    const { rows, digest } = await sumOfTable(tx.client, table);
    if (rows !== table.rows || digest !== table.digest) differing.push(nameOf(table));
  }
  const there = new Map((await sequencesOf(tx)).map((place) => [nameOf(place), place]));
  for (const wanted of manifest.database.sequences) {
    const found = there.get(nameOf(wanted));
    if (found?.lastValue !== wanted.lastValue || found.isCalled !== wanted.isCalled) differing.push(nameOf(wanted));
  }
  const head = await signedSize(tx);
  if (head.treeSize !== manifest.audit.treeSize || head.rootHash !== manifest.audit.rootHash) differing.push('audit');
  const { received, open, difference } = await ledgerFigures(tx);
  const { ledger } = manifest;
  if (received !== ledger.received || open !== ledger.open || difference !== ledger.difference)
    differing.push('ledger');
  return differing;
}

function differenceOf(wanted: readonly Migration[], landed: readonly Migration[]): string[] {
  const there = new Map(landed.map(({ name, sha256 }) => [name, sha256]));
  const names = new Set(wanted.map(({ name }) => name));
  return [
    ...wanted.filter(({ name, sha256 }) => there.get(name) !== sha256),
    ...landed.filter(({ name }) => !names.has(name)),
  ].map(({ name }) => name);
}
