import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Actor } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { hasAuditKeys, openAuditKeys, record, sequenceNow } from '#features/audit';
import type { BackupKey } from '#platform/backup/backup-key.ts';
import { checkBackup } from '#platform/backup/check-backup.ts';
import { type KeyBackup, putKeysBack } from '#platform/backup/key-backup.ts';
import type { Manifest } from '#platform/backup/manifest.ts';
import { inParallel, objectPath, readObjectList } from '#platform/backup/object-copies.ts';
import { type BackupRefusal, BackupRefused, refusalOfError } from '#platform/backup/refusals.ts';
import { markRestoreFinished } from '#platform/postgres/backup/restore-mark.ts';
import { connect } from '#platform/postgres/connect.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { reachDatabase } from '../instance.ts';
import type { Settings } from '../settings.ts';
import { checkEvidence, type EvidenceCheck } from './check-evidence.ts';
import { beginRestore, loadDatabase, requireKnownMigrations, requireUnused } from './load-database.ts';
import { openVaultFiles } from './vault-files.ts';

export interface RestoreOptions {
  readonly folder: string;
  readonly key: BackupKey;
  /** Where the restored instance is to live. */
  readonly settings: Settings;
  /** Root and signing keys that open the evidence. */
  readonly keysDir: string;
  /** Put into `keysDir` first; null: whatever lies there. */
  readonly keys: KeyBackup | null;
  readonly operator: Actor;
  /** Part of the objects that is restored and opened; less than 1 in a rehearsal only. */
  readonly share: number;
  readonly tell: (words: Bilingual) => void;
}

export interface RestoredBackup {
  readonly manifest: Manifest;
  readonly evidence: EvidenceCheck;
}

/**
 * Restores a backup onto an empty machine. The backup is read through before anything is touched; the database is marked
 * as unfit for use until tables, objects, audit trail and ledger were compared, so a restore that was cut short never
 * passes for a whole one: it is begun again.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Result<RestoredBackup, BackupRefusal>> {
  try {
    options.tell(PROGRESS.checking);
    const { manifest, faults } = await checkBackup(options.folder, options.key);
    if (faults.length > 0) throw new BackupRefused({ kind: 'damaged', faults });
    await requireKnownMigrations(manifest);
    return ok(await restoreInto(options, manifest));
  } catch (error) {
    const refusal = refusalOfError(error, options.settings.dataDir);
    if (refusal === null) throw error;
    return refuse(refusal);
  }
}

async function restoreInto(options: RestoreOptions, manifest: Manifest): Promise<RestoredBackup> {
  const reached = await reachDatabase(options.settings, { claim: 'own', onProgress: options.tell });
  const db = connect({ connectionString: reached.connectionString });
  try {
    const restored = await restoreOnto(db, options, manifest);
    await finishRestore(reached.connectionString, options, manifest);
    return restored;
  } finally {
    await db.close();
    await reached.embedded?.stop();
  }
}

async function restoreOnto(db: Db, options: RestoreOptions, manifest: Manifest): Promise<RestoredBackup> {
  const { settings, keysDir, keys, tell } = options;
  const { resumed } = await requireUnused(db, settings.databaseUrl === null ? settings.dataDir : 'DATABASE_URL');
  const files = await openVaultFiles(settings);
  if (!resumed && !(await files.isEmpty())) {
    throw new BackupRefused({ kind: 'target-not-empty', what: 'blobs', where: settings.blobsDir ?? 'VIGIE_BLOBS' });
  }
  if (keys !== null) await putKeysBack(keysDir, keys);
  const letGo = await beginRestore(db, manifest);
  try {
    const place = { folder: options.folder, backupId: manifest.backupId, key: options.key };
    tell(PROGRESS.objects(manifest.objects.count));
    const names = await restoreObjects(options, manifest, files.write);
    tell(PROGRESS.tables);
    await loadDatabase(db, place, manifest);
    // Migrations younger than the backup run over its rows, as they would have over the living ones.
    await migrate(db);
    await db.query('analyze');
    tell(PROGRESS.evidence);
    const evidence = await checkEvidence(db, { blobs: settings.blobs, keysDir }, names);
    return { manifest, evidence };
  } finally {
    letGo();
  }
}

/** Answers the names of the objects that were put back. */
async function restoreObjects(
  { folder, key, share }: RestoreOptions,
  manifest: Manifest,
  write: (name: string, source: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const list = readObjectList({ folder, backupId: manifest.backupId, key }, manifest.objects.list);
  await inParallel(list, async ({ name, sha256 }) => {
    // Always one at least, so that a rehearsal opens something.
    if (names.size > 0 && Math.random() >= share) return;
    names.add(name);
    await write(name, hashed(createReadStream(objectPath(folder, name)), objectPath('', name), sha256));
  });
  return names;
}

/** Passes a file on; ends with an exception where it is not what the list says, so that it is never kept. */
async function* hashed(source: AsyncIterable<Buffer>, path: string, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest('hex') !== sha256) throw new BackupRefused({ kind: 'damaged', faults: [{ path, kind: 'altered' }] });
}

/** Says so in the trail, signed as every act of this house is, and takes the mark away: from here on it may be used. */
async function finishRestore(connectionString: string, options: RestoreOptions, manifest: Manifest): Promise<void> {
  const audit = (await hasAuditKeys(options.keysDir)) ? await openAuditKeys(options.keysDir) : null;
  const db = connect({ connectionString, maxConnections: 2, ...(audit ? { session: audit.session } : {}) });
  try {
    await sayRestored(db, options, manifest);
    if (audit) await sequenceNow(db, { clock: systemClock, audit });
  } finally {
    await db.close();
  }
}

async function sayRestored(db: Db, options: RestoreOptions, manifest: Manifest): Promise<void> {
  await inTransaction(db, async (tx) => {
    await record(tx, {
      actor: options.operator,
      act: 'restore-backup',
      objectKind: 'backup',
      objectIds: [],
      outcome: 'done',
      detail: { backupId: manifest.backupId, createdAt: manifest.createdAt },
    });
    await markRestoreFinished(tx);
  });
}

const PROGRESS = {
  checking: { en: 'Reading the whole backup.', fr: 'Lecture de toute la sauvegarde.' },
  objects: (count: number) => ({
    en: `Putting back ${count} sealed objects.`,
    fr: `Remise en place de ${count} objets scellés.`,
  }),
  tables: { en: 'Loading the tables and comparing them.', fr: 'Chargement et comparaison des tables.' },
  evidence: { en: 'Opening the evidence.', fr: 'Ouverture des preuves.' },
};
