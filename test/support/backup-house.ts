import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import type { Result } from '#core/result.ts';
import { createBackup } from '#entrypoints/backup/create-backup.ts';
import { type RestoredBackup, restoreBackup } from '#entrypoints/backup/restore-backup.ts';
import { simulate } from '#entrypoints/demo/simulate.ts';
import type { Instance } from '#entrypoints/instance.ts';
import type { Settings } from '#entrypoints/settings.ts';
import { intakeDeps } from '#entrypoints/wiring.ts';
import { openAuditKeys } from '#features/audit';
import { importPaths } from '#features/intake';
import { keepObject, openVault } from '#features/vault';
import { storeText } from '#features/vault/testing';
import { subscribeStages } from '#pipeline/worker.ts';
import { type BackupKey, makeBackupKey, readBackupKey } from '#platform/backup/backup-key.ts';
import type { BackupRefusal } from '#platform/backup/refusals.ts';
import { openBlobStore } from '#platform/blobs/blob-location.ts';
import { silentLog } from '#platform/log/log.ts';
import type { Db } from '#platform/postgres/connect.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from './database.ts';

export const OPERATOR: Actor = { kind: 'operator', osUser: 'tester' };
export const OBJECTS = 12;

export interface RestoreTarget {
  readonly database: TestDatabase;
  /** The data folder's name in `home`. */
  readonly name: string;
  readonly keysDir?: string;
  readonly key?: BackupKey;
}

/** An instance with reports, queued work and evidence, one backup of it, and places to restore to; on the server of this run. */
export interface BackupHouse {
  readonly home: string;
  readonly instance: Instance;
  readonly source: TestDatabase;
  readonly key: BackupKey;
  /** Folder of a whole backup. */
  readonly whole: string;
  /** Reports in it. */
  readonly reports: number;
  keepText(text: string): Promise<string>;
  /** Into a folder of `home`; `db` in place of the instance's own. */
  create(name: string, reuse?: boolean, db?: Db): ReturnType<typeof createBackup>;
  /** A copy of the whole backup that a test may spoil. */
  spoilt(name: string): Promise<string>;
  /** Dropped with the house. */
  emptyDatabase(): Promise<TestDatabase>;
  migratedDatabase(): Promise<TestDatabase>;
  restore(folder: string, target: RestoreTarget): Promise<Result<RestoredBackup, BackupRefusal>>;
  /** A small disk under a folder of `home`. */
  mountTmpfs(folder: string, size: string, skip: (note: string) => never): void;
  close(): Promise<void>;
}

const quiet = () => undefined;

/** Opens a house; about a second. */
export async function openBackupHouse(): Promise<BackupHouse> {
  const home = await mkdtemp(join(tmpdir(), 'vigie-backup-test-'));
  await chmod(home, 0o711);
  const databases: TestDatabase[] = [];
  const mounted: string[] = [];
  const kept = async (database: Promise<TestDatabase>) => {
    databases.push(await database);
    return database;
  };
  const source = await kept(testDatabase());
  const instance = await anInstance(settingsIn(home, 'source', source), source);
  await makeBackupKey(join(home, 'key'));
  const key = await readBackupKey(join(home, 'key'));
  const keepText = async (text: string) => {
    const stored = await storeText(instance.vault, text);
    await inTransaction(source.db, (tx) => keepObject(tx, instance, stored, { act: 'received', actor: OPERATOR }));
    return stored.storedAs;
  };
  const create: BackupHouse['create'] = (name, reuse = false, db = source.db) =>
    createBackup({ ...instance, db }, { folder: join(home, 'backups', name), key, reuse, tell: quiet });
  const reports = await fill(home, instance, keepText);
  const made = await create('whole');
  if (!made.ok) throw new Error(made.refusal.kind);
  const whole = join(home, 'backups', 'whole');
  return {
    ...{ home, instance, source, key, whole, reports, keepText, create },
    spoilt: async (name) => {
      execFileSync('cp', ['-r', whole, join(home, 'backups', name)]);
      return join(home, 'backups', name);
    },
    emptyDatabase: () => kept(emptyDatabase()),
    migratedDatabase: () => kept(testDatabase()),
    restore: (folder, target) =>
      restoreBackup({
        ...{ folder, operator: OPERATOR, tell: quiet, keys: null, share: 1 },
        settings: settingsIn(home, target.name, target.database),
        keysDir: target.keysDir ?? join(home, 'source', 'keys'),
        key: target.key ?? key,
      }),
    mountTmpfs: (folder, size, skip) => {
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', folder], { stdio: 'pipe' });
        mounted.push(folder);
      } catch {
        skip('this system does not let us mount a small disk');
      }
    },
    close: async () => {
      for (const folder of mounted) execFileSync('umount', [folder]);
      for (const database of databases) await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Changes one bit of a file. */
export async function flipBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(path, bytes);
}

/** Path of one of the objects of a backup. */
export async function firstObject(folder: string): Promise<string> {
  const [first = ''] = (await readdir(join(folder, 'objects'), { recursive: true })).filter((name) => name.length > 10);
  return join(folder, 'objects', first);
}

/** Names of the tables of a database, in the schema of ours. */
export async function tableNames(database: TestDatabase): Promise<string[]> {
  const rows = await database.db.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  return rows.map((row) => row.name);
}

function settingsIn(home: string, name: string, database: TestDatabase): Settings {
  const dataDir = join(home, name);
  const dir = join(dataDir, 'blobs');
  const blobs = { kind: 'file', dir } as const;
  const where = { dataDir, blobs, blobsDir: dir, databaseUrl: database.connectionString };
  return { host: '127.0.0.1', port: 0, ...where };
}

async function anInstance(settings: Settings, database: TestDatabase): Promise<Instance> {
  const vault = await openVault({
    blobs: await openBlobStore(settings.blobs),
    keysDir: join(settings.dataDir, 'keys'),
  });
  const audit = await openAuditKeys(join(settings.dataDir, 'keys'));
  const rest = { clock: systemClock, log: silentLog, operator: OPERATOR, embedded: null, close: async () => undefined };
  return { settings, db: database.db, desk: database.db, vault, audit, ...rest };
}

/** Reports by the same import as any other, and objects beside them; answers how many reports. */
async function fill(home: string, instance: Instance, keepText: (text: string) => Promise<string>): Promise<number> {
  await inTransaction(instance.db, subscribeStages);
  await simulate({ reports: 40, seed: 5, out: join(home, 'reports') });
  await importPaths(intakeDeps(instance), OPERATOR, [join(home, 'reports', 'ncmec')], { source: 'ncmec' });
  for (let n = 0; n < OBJECTS; n += 1) await keepText(`neutral pattern ${n} `.repeat(3_000));
  return (await readdir(join(home, 'reports', 'ncmec'))).length;
}
