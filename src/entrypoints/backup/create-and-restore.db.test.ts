import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVault } from '#features/vault';
import { checkBackup } from '#platform/backup/check-backup.ts';
import { openFileStore } from '#platform/blobs/file-store.ts';
import type { Db } from '#platform/postgres/connect.ts';
import {
  type BackupHouse,
  firstObject,
  flipBit,
  OBJECTS,
  openBackupHouse,
  tableNames,
} from '../../../test/support/backup-house.ts';
import type { TestDatabase } from '../../../test/support/database.ts';

// Proved: a backup restores into an empty database of a server that is not ours to administer, equal in everything, and into
// no other place. Out of scope: the embedded server, kills and the command line (test/journeys/backup-and-restore.test.ts).
// Alone: npx vitest run --project database src/entrypoints/backup/create-and-restore.db.test.ts

let house: BackupHouse;
beforeAll(async () => {
  house = await openBackupHouse();
});
afterAll(() => house?.close());

describe('a backup restored into an empty database', () => {
  let restored: TestDatabase;

  test('is equal in reports, evidence, audit trail and ledger, and every object opens', async () => {
    restored = await house.emptyDatabase();
    const outcome = await house.restore(house.whole, { name: 'equal', database: restored });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    expect(outcome.value.manifest).toMatchObject({ reports: house.reports, objects: { count: OBJECTS, lost: [] } });
    expect(outcome.value.evidence).toEqual({ state: 'opened', checked: OBJECTS, faults: [] });
    const [before, after] = await Promise.all([house.source, restored].map(({ db }) => factsOf(db)));
    expect(after).toEqual(before);
  });

  test('leaves one act of its own behind, and the tables as guarded as before', async () => {
    const acts = await restored.db.query(`select act, actor from audit_entry order by entry_id desc limit 1`);
    expect(acts).toEqual([{ act: 'restore-backup', actor: 'operator:tester' }]);
    await expect(restored.db.query('delete from audit_entry')).rejects.toThrow('append only');
  });

  test('keeps every queued job, in the order it was queued', async () => {
    const jobs = (db: Db) =>
      db.query(`select id, payload::text, priority from graphile_worker._private_jobs order by id`);
    const queued = await jobs(house.source.db);
    expect(queued.length).toBeGreaterThan(0);
    expect(await jobs(restored.db)).toEqual(queued);
  });
});

const factsOf = (db: Db) =>
  Promise.all([
    db.query('select * from intake_report order by report_id'),
    db.query('select * from intake_ledger order by entry_id'),
    db.query('select report_id, encode(sha256(bytes), $1) as sha256 from intake_raw order by raw_id', ['hex']),
    db.query(`select * from audit_entry where act not in ('create-backup', 'restore-backup') order by entry_id`),
    db.query('select * from vault_custody order by entry_id'),
    db.query('select name, sha256 from schema_migration order by name'),
  ]);

describe('a place that is not empty', () => {
  test('a database in use is refused and left as it is', async () => {
    const before = await factsOf(house.source.db);
    const outcome = await house.restore(house.whole, { name: 'in-use', database: house.source });
    expect(outcome).toMatchObject({ refusal: { kind: 'target-not-empty', what: 'database' } });
    expect(await factsOf(house.source.db)).toEqual(before);
  });

  test('a database of somebody else is refused; one that was only migrated is not', async () => {
    const foreign = await house.emptyDatabase();
    await foreign.db.query('create table theirs (id int)');
    expect(await house.restore(house.whole, { name: 'foreign', database: foreign })).toMatchObject({
      refusal: { kind: 'target-not-empty', what: 'database' },
    });
    const migrated = await house.migratedDatabase();
    expect(await house.restore(house.whole, { name: 'migrated', database: migrated })).toMatchObject({ ok: true });
  });

  test('a folder that holds evidence is refused', async () => {
    const database = await house.emptyDatabase();
    const outcome = await house.restore(house.whole, { name: 'source', database });
    expect(outcome).toMatchObject({ refusal: { kind: 'target-not-empty', what: 'blobs' } });
  });

  test('a backup is never written over another, nor over one that was interrupted', async () => {
    expect(await house.create('whole')).toMatchObject({ refusal: { kind: 'folder-not-empty', unfinished: false } });
    const interrupted = await house.spoilt('interrupted');
    await rm(join(interrupted, 'manifest.json'));
    expect(await house.create('interrupted')).toMatchObject({
      refusal: { kind: 'folder-not-empty', unfinished: true },
    });
  });
});

describe('evidence', () => {
  test('without its keys is restored sealed, and said to be locked', async () => {
    const bare = { name: 'locked', database: await house.migratedDatabase(), keysDir: join(house.home, 'no-keys') };
    const outcome = await house.restore(house.whole, bare);
    expect(outcome).toMatchObject({ ok: true, value: { evidence: { state: 'locked', checked: 0 } } });
    expect(await readdir(house.home), 'no key was made').not.toContain('no-keys');
  });

  test('with the keys of another house is locked too', async () => {
    const keysDir = join(house.home, 'keys');
    await openVault({ blobs: await openFileStore({ dir: join(house.home, 'elsewhere') }), keysDir });
    const foreign = { name: 'foreign-keys', database: await house.migratedDatabase(), keysDir };
    const outcome = await house.restore(house.whole, foreign);
    expect(outcome).toMatchObject({ ok: true, value: { evidence: { state: 'locked', checked: 0 } } });
  });

  test('an unchanged object is linked to the backup before, unless its copy there has rotted', async () => {
    await house.create('before');
    await flipBit(await firstObject(join(house.home, 'backups', 'before')), 2_000);
    await house.keepText('one more pattern');
    const made = await house.create('after', true);
    expect(made).toMatchObject({ ok: true, value: { reused: 11, manifest: { objects: { count: 13 } } } });
    expect((await checkBackup(join(house.home, 'backups', 'after'), house.key)).faults).toEqual([]);
  });

  test('that the vault itself had lost is named by the backup, which is not called whole', async () => {
    const name = await house.keepText('a pattern that will be lost');
    await rm(join(house.instance.settings.blobsDir ?? '', name.slice(0, 2), name));
    const made = await house.create('lost', true);
    expect(made).toMatchObject({ ok: true, value: { manifest: { objects: { lost: [name], expunged: [] } } } });
  });

  test('that was expunged while the backup ran is noted, and missed by nobody', async () => {
    const name = await house.keepText('a pattern that will be expunged');
    await rm(join(house.instance.settings.blobsDir ?? '', name.slice(0, 2), name));
    const { db } = house.source;
    // The snapshot has its own connection: the first question asked beside it comes after the objects were copied.
    const asking = async (text: string, values?: readonly unknown[]) => {
      await db.query(
        'delete from vault_custody where object_id = (select object_id from vault_object where stored_as = $1)',
        [name],
      );
      await db.query(
        'delete from vault_wrap where object_id = (select object_id from vault_object where stored_as = $1)',
        [name],
      );
      await db.query('delete from vault_object where stored_as = $1', [name]);
      return db.query(text, values);
    };
    const made = await house.create('expunged', true, { ...db, query: asking } as Db);
    expect(made).toMatchObject({ ok: true, value: { manifest: { objects: { expunged: [name] } } } });
    const restored = await house.migratedDatabase();
    const outcome = await house.restore(join(house.home, 'backups', 'expunged'), {
      name: 'expunged',
      database: restored,
    });
    expect(outcome).toMatchObject({ ok: true, value: { evidence: { state: 'opened' } } });
  });
});

describe('a disk without space', () => {
  test('ends a backup with a refusal and gives its space back', async ({ skip }) => {
    const folder = join(house.home, 'backups', 'small');
    await mkdir(folder);
    house.mountTmpfs(folder, '512k', skip);
    await house.keepText('a pattern of some size '.repeat(50_000));
    expect(await house.create('small/b')).toMatchObject({ ok: false, refusal: { kind: 'disk-full' } });
    expect(await readdir(join(folder, 'b'))).toEqual([]);
  });

  test('ends a restore with a refusal and leaves the place unfit for use', async ({ skip }) => {
    await mkdir(join(house.home, 'small-target'));
    house.mountTmpfs(join(house.home, 'small-target'), '256k', skip);
    const database = await house.migratedDatabase();
    const outcome = await house.restore(house.whole, { name: 'small-target', database });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'disk-full' } });
    expect(await tableNames(database)).toContain('restore_unfinished');
  });
});
