import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record, sequenceNow, signedSize } from '#features/audit';
import { ledgerFigures } from '#features/stats';
import { stillStored, storedObjects } from '#features/vault';
import type { BackupKey } from '#platform/backup/backup-key.ts';
import { flushFolder } from '#platform/backup/durable-file.ts';
import { type CopiedTable, MANIFEST, type Manifest, writeManifest } from '#platform/backup/manifest.ts';
import { copyObjects, findEarlier, writeObjectList } from '#platform/backup/object-copies.ts';
import { type BackupRefusal, BackupRefused, refusalOfError } from '#platform/backup/refusals.ts';
import { type PartPlace, writePart } from '#platform/backup/sealed-part.ts';
import { sequencesOf, type TableShape, tablesHalfSeen, tablesOf } from '#platform/postgres/backup/catalogue.ts';
import { copyOut } from '#platform/postgres/backup/copy-table.ts';
import { rowDigester, summed } from '#platform/postgres/backup/row-digest.ts';
import { inSnapshot, type Snapshot } from '#platform/postgres/backup/snapshot.ts';
import { landedMigrations } from '#platform/postgres/migrate.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import type { Instance } from '../instance.ts';
import { openVaultFiles } from './vault-files.ts';

export interface CreateOptions {
  /** A folder of its own; made where it is missing. */
  readonly folder: string;
  readonly key: BackupKey;
  /** Take unchanged objects from the last backup beside this one by hard link. */
  readonly reuse: boolean;
  readonly tell: (words: Bilingual) => void;
}

/** A backup as it was written. */
export interface CreatedBackup {
  readonly manifest: Manifest;
  /** Objects linked to an earlier backup. */
  readonly reused: number;
}

/**
 * Writes a backup of a running or resting instance: one snapshot of every table, then every object the snapshot names,
 * the manifest last. Intake goes on meanwhile; objects never change, so those of the snapshot are the right ones later too.
 */
export async function createBackup(
  instance: Instance,
  options: CreateOptions,
): Promise<Result<CreatedBackup, BackupRefusal>> {
  const folder = resolve(options.folder);
  try {
    await takeFolder(folder);
  } catch (error) {
    return refusedBy(error, folder);
  }
  try {
    const created = await writeBackup(instance, { ...options, folder });
    const { backupId, objects } = created.manifest;
    await recordAct(instance, 'create-backup', { backupId, objects: objects.count, lost: objects.lost.length });
    return ok(created);
  } catch (error) {
    // What was begun is worth nothing and may be all that fills the disk.
    await emptyFolder(folder);
    return refusedBy(error, folder);
  }
}

async function writeBackup(instance: Instance, options: CreateOptions): Promise<CreatedBackup> {
  const place: PartPlace = { folder: options.folder, backupId: randomUUID(), key: options.key };
  // Before the snapshot, so that the backup itself tells of it.
  await recordAct(instance, 'begin-backup', { backupId: place.backupId, keyId: options.key.id });
  // What is in the trail is in the signed tree too: a restore is held against its head.
  await sequenceNow(instance.db, { clock: instance.clock, audit: instance.audit });
  options.tell(PROGRESS.tables);
  const { names, ...content } = await inSnapshot(instance.db, (snapshot) => copySnapshot(snapshot, place));
  options.tell(PROGRESS.objects(names.length));
  const earlier = options.reuse ? await findEarlier(options.folder, options.key) : null;
  const files = await openVaultFiles(instance.settings);
  const objects = await copyObjects(options.folder, names, files.read, earlier);
  const inUse = await stillStored(instance.db, objects.absent);
  const manifest: Manifest = {
    backupId: place.backupId,
    createdAt: instance.clock.now(),
    ...content,
    objects: {
      list: await writeObjectList(place, objects.copies),
      count: objects.copies.length,
      bytes: objects.copies.reduce((sum, copy) => sum + copy.bytes, 0),
      expunged: objects.absent.filter((name) => !inUse.has(name)),
      lost: objects.absent.filter((name) => inUse.has(name)),
    },
  };
  await flushFolder(join(options.folder, TABLES));
  await writeManifest(options.folder, options.key, manifest);
  return { manifest, reused: objects.reused };
}

/** Writes an act of a backup into the audit trail of the instance it is of. */
export function recordAct(
  instance: Instance,
  act: 'begin-backup' | 'create-backup' | 'export-keys',
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return inTransaction(instance.db, (tx) =>
    record(tx, { actor: instance.operator, act, objectKind: 'backup', objectIds: [], outcome: 'done', detail }),
  );
}

type SnapshotContent = Omit<Manifest, 'backupId' | 'createdAt' | 'objects'> & { readonly names: readonly string[] };

const TABLES = 'tables';

async function copySnapshot(snapshot: Snapshot, place: PartPlace): Promise<SnapshotContent> {
  const hidden = await tablesHalfSeen(snapshot);
  if (hidden.length > 0) throw new BackupRefused({ kind: 'not-all-seeing', tables: hidden });
  const shapes = await tablesOf(snapshot);
  await mkdir(join(place.folder, TABLES), { mode: 0o700 });
  const tables: CopiedTable[] = [];
  for (const [index, shape] of shapes.entries()) tables.push(await copyTable(snapshot, place, shape, index));
  const { received, open, difference } = await ledgerFigures(snapshot);
  const names: string[] = [];
  for await (const { storedAs } of storedObjects(snapshot)) names.push(storedAs);
  const [server] = await snapshot.query<{ version: string }>(`select current_setting('server_version') as version`);
  return {
    database: {
      server: server?.version ?? '',
      migrations: await landedMigrations(snapshot),
      tables,
      sequences: await sequencesOf(snapshot),
    },
    reports: tables.find((table) => table.schema === 'public' && table.name === 'intake_report')?.rows ?? 0,
    ledger: { received, open, difference },
    audit: await signedSize(snapshot),
    names,
  };
}

async function copyTable(snapshot: Snapshot, place: PartPlace, shape: TableShape, index: number): Promise<CopiedTable> {
  const digester = rowDigester();
  // Numbered, not named: the folder alone tells nothing.
  const path = join(TABLES, String(index + 1).padStart(4, '0'));
  const part = await writePart(place, path, summed(copyOut(snapshot.client, shape), digester));
  return { ...shape, ...digester.sum(), part };
}

async function takeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await readdir(folder);
  if (found.length === 0) return chmod(folder, 0o700);
  const unfinished = found.includes(TABLES) && !found.includes(MANIFEST);
  throw new BackupRefused({ kind: 'folder-not-empty', folder, unfinished });
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function refusedBy(error: unknown, folder: string): Result<never, BackupRefusal> {
  const refusal = refusalOfError(error, folder);
  if (refusal === null) throw error;
  return refuse(refusal);
}

/** Whether a path lies in a folder. */
export function liesIn(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || !(way.startsWith('..') || way.startsWith('/'));
}

const PROGRESS = {
  tables: { en: 'Copying the tables.', fr: 'Copie des tables.' },
  objects: (count: number) => ({
    en: `Copying ${count} sealed objects.`,
    fr: `Copie de ${count} objets scellés.`,
  }),
};
