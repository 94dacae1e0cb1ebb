import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import { importPaths } from '#features/intake';
import { keepObject, openVault, storedObjects } from '#features/vault';
import { storeText } from '#features/vault/testing';
import { subscribeStages } from '#pipeline/worker.ts';
import { type BackupKey, makeBackupKey, readBackupKey } from '#platform/backup/backup-key.ts';
import { checkBackup } from '#platform/backup/check-backup.ts';
import { type Manifest, readManifest, writeManifest } from '#platform/backup/manifest.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { simulate } from '../demo/simulate.ts';
import type { Instance } from '../instance.ts';
import type { Settings } from '../settings.ts';
import { intakeDeps } from '../wiring.ts';
import { createBackup } from './create-backup.ts';
import { restoreBackup } from './restore-backup.ts';

// Proved: a backup restores into an empty database of a server that is not ours to administer, and every way in which it
// must be refused is. Out of scope: the embedded server, kills and the command line (test/journeys/backup-and-restore.test.ts).
// Alone: npx vitest run --project database src/entrypoints/backup

const OPERATOR: Actor = { kind: 'operator', osUser: 'tester' };
const REPORTS = 40;
const quiet = () => undefined;

let home: string;
let source: TestDatabase;
let instance: Instance;
let key: BackupKey;
let whole: string;
/** What is refused before anything is touched is tried on one and the same database. */
let untouched: TestDatabase;
const databases: TestDatabase[] = [];
const mounted: string[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vigie-backup-test-'));
  await chmod(home, 0o711);
  source = await testDatabase();
  instance = await anInstance('source', source);
  await makeBackupKey(join(home, 'key'));
  key = await readBackupKey(join(home, 'key'));
  await inTransaction(source.db, subscribeStages);
  await simulate({ reports: REPORTS, seed: 5, out: join(home, 'reports') });
  await importPaths(intakeDeps(instance), OPERATOR, [join(home, 'reports', 'ncmec')], { source: 'ncmec' });
  for (let n = 0; n < 12; n += 1) await keepText(`neutral pattern ${n} `.repeat(3_000));
  whole = await aBackup('whole');
  untouched = await anEmptyDatabase();
});

afterAll(async () => {
  for (const folder of mounted) execFileSync('umount', [folder]);
  for (const database of [source, ...databases]) await database.drop();
  await rm(home, { recursive: true, force: true });
});

function settingsIn(name: string, database: TestDatabase): Settings {
  const dataDir = join(home, name);
  return {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.connectionString,
    blobsDir: join(dataDir, 'blobs'),
  };
}

async function anInstance(name: string, database: TestDatabase): Promise<Instance> {
  const settings = settingsIn(name, database);
  const vault = await openVault({ blobsDir: settings.blobsDir, keysDir: join(settings.dataDir, 'keys') });
  const rest = { clock: systemClock, log: silentLog, operator: OPERATOR, embedded: null, close: async () => undefined };
  return { settings, db: database.db, vault, ...rest };
}

async function keepText(text: string): Promise<string> {
  const stored = await storeText(instance.vault, text);
  await inTransaction(source.db, (tx) => keepObject(tx, instance, stored, { act: 'received', actor: OPERATOR }));
  return stored.storedAs;
}

async function aBackup(name: string): Promise<string> {
  const folder = join(home, 'backups', name);
  const made = await createBackup(instance, { folder, key, reuse: false, tell: quiet });
  if (!made.ok) throw new Error(made.refusal.kind);
  return folder;
}

interface Target {
  readonly database?: TestDatabase;
  readonly name: string;
  readonly keysDir?: string;
  readonly key?: BackupKey;
}

async function restore(folder: string, target: Target) {
  const database = target.database ?? (await anEmptyDatabase());
  const settings = settingsIn(target.name, database);
  const keysDir = target.keysDir ?? join(home, 'source', 'keys');
  const outcome = await restoreBackup({
    ...{ folder, settings, keysDir, operator: OPERATOR, tell: quiet },
    ...{ key: target.key ?? key, keys: null, share: 1 },
  });
  return { outcome, database, settings };
}

async function anEmptyDatabase(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

/** A copy of a backup that a test may spoil. */
async function spoilt(name: string): Promise<string> {
  execFileSync('cp', ['-r', whole, join(home, 'backups', name)]);
  return join(home, 'backups', name);
}

const tablesOf = (database: TestDatabase) =>
  database.db.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );

describe('a backup restored into an empty database', () => {
  test('is equal in reports, evidence, audit trail and ledger, and every object opens', async () => {
    const { outcome, database } = await restore(whole, { name: 'equal' });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    expect(outcome.value.manifest).toMatchObject({
      reports: 40 - (await provided()),
      objects: { count: 12, lost: [] },
    });
    expect(outcome.value.evidence).toEqual({ state: 'opened', checked: 12, faults: [] });
    const [before, after] = await Promise.all([source, database].map(({ db }) => factsOf(db)));
    expect(after).toEqual(before);
  });

  test('leaves one act of its own behind, and the tables as guarded as before', async () => {
    const database = databases.at(-1) as TestDatabase;
    const acts = await database.db.query(`select act, actor from audit_entry order by entry_id desc limit 1`);
    expect(acts).toEqual([{ act: 'restore-backup', actor: 'operator:tester' }]);
    await expect(database.db.query('delete from audit_entry')).rejects.toThrow('append only');
  });

  test('keeps every queued job, in the order it was queued', async () => {
    const jobs = (db: TestDatabase['db']) =>
      db.query(`select id, payload::text, priority from graphile_worker._private_jobs order by id`);
    const queued = await jobs(source.db);
    expect(queued.length).toBeGreaterThan(0);
    expect(await jobs((databases.at(-1) as TestDatabase).db)).toEqual(queued);
  });
});

/** Reports of the simulated caseload that come by another way in and are not imported here. */
async function provided(): Promise<number> {
  return (await readdir(join(home, 'reports', 'provider'))).length;
}

const factsOf = (db: TestDatabase['db']) =>
  Promise.all([
    db.query('select * from intake_report order by report_id'),
    db.query('select * from intake_ledger order by entry_id'),
    db.query('select report_id, encode(sha256(bytes), $1) as sha256 from intake_raw order by raw_id', ['hex']),
    db.query(`select * from audit_entry where act <> 'restore-backup' order by entry_id`),
    db.query('select * from vault_custody order by entry_id'),
    db.query('select name, sha256 from schema_migration order by name'),
  ]);

describe('a backup that is not whole', () => {
  test.each([
    ['an altered part', 'altered', async (folder: string) => flip(join(folder, 'tables', '0003'), 60)],
    ['a truncated part', 'truncated', async (folder: string) => truncate(join(folder, 'tables', '0003'), 60)],
    ['a missing part', 'missing', async (folder: string) => rm(join(folder, 'tables', '0003'))],
    [
      'a part with something behind it',
      'altered',
      async (folder: string) => appendFile(join(folder, 'tables', '0003'), 'x'),
    ],
    ['two parts in exchanged places', 'altered', async (folder: string) => exchange(folder, '0003', '0004')],
    ['an altered object', 'altered', async (folder: string) => flip(await firstObject(folder), 2_000)],
    ['a missing object', 'missing', async (folder: string) => rm(await firstObject(folder))],
    [
      'a list of objects that was cut',
      'truncated',
      async (folder: string) => truncate(join(folder, 'objects.list'), 70),
    ],
  ])('%s is named, and nothing is restored from it', async (what, kind, spoil) => {
    const folder = await spoilt(what.replaceAll(' ', '-'));
    await spoil(folder);
    const { faults } = await checkBackup(folder, key);
    expect(faults.map((fault) => fault.kind)).toContain(kind);
    const { outcome } = await restore(folder, { name: 'from-damaged', database: untouched });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'damaged' } });
    expect(await tablesOf(untouched)).toEqual([]);
  });

  test('a manifest that was altered or is missing is refused', async () => {
    const folder = await spoilt('manifest');
    const onto = { name: 'from-manifest', database: untouched };
    const text = await readFile(join(folder, 'manifest.json'), 'utf8');
    await writeFile(join(folder, 'manifest.json'), text.replace(/"createdAt": "20/, '"createdAt": "21'));
    expect((await restore(folder, onto)).outcome).toMatchObject({ refusal: { kind: 'manifest-damaged' } });
    await writeFile(join(folder, 'manifest.json'), text.slice(0, text.length / 2));
    expect((await restore(folder, onto)).outcome).toMatchObject({ refusal: { kind: 'manifest-damaged' } });
    await rm(join(folder, 'manifest.json'));
    expect((await restore(folder, onto)).outcome).toMatchObject({ refusal: { kind: 'no-manifest' } });
  });

  test('another key is refused, and the key it wants is named', async () => {
    await makeBackupKey(join(home, 'other-key'));
    const other = await readBackupKey(join(home, 'other-key'));
    const { outcome } = await restore(whole, { name: 'other-key-target', database: untouched, key: other });
    expect(outcome).toMatchObject({ refusal: { kind: 'wrong-key', wanted: key.id, given: other.id } });
  });

  test('a file nobody wrote there is seen, and does no harm', async () => {
    const folder = await spoilt('stray');
    await writeFile(join(folder, 'objects', 'stray'), 'x');
    expect(await checkBackup(folder, key)).toMatchObject({ faults: [], unexpected: ['objects/stray'] });
  });
});

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(path, bytes);
}

async function exchange(folder: string, one: string, other: string): Promise<void> {
  const [first, second] = await Promise.all([one, other].map((name) => readFile(join(folder, 'tables', name))));
  await writeFile(join(folder, 'tables', one), second ?? '');
  await writeFile(join(folder, 'tables', other), first ?? '');
}

async function firstObject(folder: string): Promise<string> {
  const [first = ''] = (await readdir(join(folder, 'objects'), { recursive: true })).filter((name) => name.length > 10);
  return join(folder, 'objects', first);
}

async function resealed(name: string, change: (manifest: Manifest) => Manifest): Promise<string> {
  const folder = await spoilt(name);
  const manifest = await readManifest(folder, key);
  await rm(join(folder, 'manifest.json'));
  await writeManifest(folder, key, change(manifest));
  return folder;
}

describe('a backup of another version', () => {
  test('with migrations this build does not know is refused before anything is touched', async () => {
    const folder = await resealed('newer', (manifest) => ({
      ...manifest,
      database: {
        ...manifest.database,
        migrations: [...manifest.database.migrations, { name: '9999-later.sql', sha256: '' }],
      },
    }));
    const { outcome } = await restore(folder, { name: 'newer-target', database: untouched });
    expect(outcome).toMatchObject({ refusal: { kind: 'newer-version', migrations: ['9999-later.sql'] } });
    expect(await tablesOf(untouched)).toEqual([]);
  });

  test('whose rows do not sum up to what was written down is not kept, and the database stays unfit for use', async () => {
    const folder = await resealed('unequal', (manifest) => ({
      ...manifest,
      audit: { ...manifest.audit, treeSize: 1 },
    }));
    const { outcome, database } = await restore(folder, { name: 'unequal-target' });
    expect(outcome).toMatchObject({ refusal: { kind: 'does-not-match', what: ['audit'] } });
    expect(await database.db.query('select from intake_report')).toEqual([]);
    expect((await tablesOf(database)).map(({ name }) => name)).toContain('restore_unfinished');
  });

  test('a restore that was cut short is begun again in the same place', async () => {
    const database = databases.at(-1) as TestDatabase;
    const again = await restore(whole, { name: 'unequal-target', database });
    expect(again.outcome).toMatchObject({ ok: true, value: { evidence: { state: 'opened', checked: 12 } } });
    expect((await tablesOf(database)).map(({ name }) => name)).not.toContain('restore_unfinished');
  });
});

describe('a place that is not empty', () => {
  test('a database in use is refused and left as it is', async () => {
    const before = await factsOf(source.db);
    const { outcome } = await restore(whole, { name: 'in-use', database: source });
    expect(outcome).toMatchObject({ refusal: { kind: 'target-not-empty', what: 'database' } });
    expect(await factsOf(source.db)).toEqual(before);
  });

  test('a database of somebody else is refused; one that was only migrated is not', async () => {
    const foreign = await anEmptyDatabase();
    await foreign.db.query('create table theirs (id int)');
    expect((await restore(whole, { name: 'foreign', database: foreign })).outcome).toMatchObject({
      refusal: { kind: 'target-not-empty', what: 'database' },
    });
    const migrated = await testDatabase();
    databases.push(migrated);
    expect((await restore(whole, { name: 'migrated', database: migrated })).outcome).toMatchObject({ ok: true });
  });

  test('a folder that holds evidence is refused', async () => {
    const { outcome } = await restore(whole, { name: 'source', database: untouched });
    expect(outcome).toMatchObject({ refusal: { kind: 'target-not-empty', what: 'blobs' } });
  });

  test('a backup is never written over another, nor over one that was interrupted', async () => {
    const again = (folder: string) => createBackup(instance, { folder, key, reuse: true, tell: quiet });
    expect(await again(whole)).toMatchObject({ refusal: { kind: 'folder-not-empty', unfinished: false } });
    const interrupted = await spoilt('interrupted');
    await rm(join(interrupted, 'manifest.json'));
    expect(await again(interrupted)).toMatchObject({ refusal: { kind: 'folder-not-empty', unfinished: true } });
  });
});

describe('evidence', () => {
  test('without its keys is restored sealed, and said to be locked', async () => {
    const { outcome } = await restore(whole, { name: 'locked', keysDir: join(home, 'no-keys') });
    expect(outcome).toMatchObject({ ok: true, value: { evidence: { state: 'locked', checked: 0 } } });
    await openVault({ blobsDir: join(home, 'elsewhere'), keysDir: join(home, 'foreign-keys') });
    const foreign = await restore(whole, { name: 'foreign-keys-target', keysDir: join(home, 'foreign-keys') });
    expect(foreign.outcome).toMatchObject({ ok: true, value: { evidence: { state: 'locked' } } });
  });

  test('an unchanged object is linked to the backup before, unless its copy there has rotted', async () => {
    const before = await aBackup('before');
    await flip(await firstObject(before), 2_000);
    const folder = join(home, 'backups', 'after');
    await keepText('one more pattern');
    const made = await createBackup(instance, { folder, key, reuse: true, tell: quiet });
    expect(made).toMatchObject({ ok: true, value: { reused: 11, manifest: { objects: { count: 13 } } } });
    expect((await checkBackup(folder, key)).faults).toEqual([]);
  });

  test('that the vault itself had lost is named by the backup, which is not called whole', async () => {
    const name = await keepText('a pattern that will be lost');
    await rm(join(instance.settings.blobsDir, name.slice(0, 2), name));
    const made = await createBackup(instance, { folder: join(home, 'backups', 'lost'), key, reuse: true, tell: quiet });
    expect(made).toMatchObject({ ok: true, value: { manifest: { objects: { lost: [name], expunged: [] } } } });
    const names: string[] = [];
    for await (const { storedAs } of storedObjects(source.db)) names.push(storedAs);
    expect(names).toContain(name);
  });
});

describe('a disk without space', () => {
  test('ends a backup with a refusal and gives its space back', async ({ skip }) => {
    const folder = join(home, 'small');
    execFileSync('mkdir', [folder]);
    mountTmpfs(folder, '512k', skip);
    await keepText('a pattern of some size '.repeat(50_000));
    const made = await createBackup(instance, { folder: join(folder, 'b'), key, reuse: false, tell: quiet });
    expect(made).toMatchObject({ ok: false, refusal: { kind: 'disk-full' } });
    expect(await readdir(join(folder, 'b'))).toEqual([]);
  });

  test('ends a restore with a refusal and leaves the place unfit for use', async ({ skip }) => {
    const dataDir = join(home, 'small-target');
    execFileSync('mkdir', [dataDir]);
    mountTmpfs(dataDir, '256k', skip);
    const { outcome, database } = await restore(whole, { name: 'small-target' });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'disk-full' } });
    expect((await tablesOf(database)).map(({ name }) => name)).toContain('restore_unfinished');
  });
});

function mountTmpfs(folder: string, size: string, skip: (note: string) => never): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', folder], { stdio: 'pipe' });
    mounted.push(folder);
  } catch {
    skip('this system does not let us mount a small disk');
  }
}
