import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, rename, rm, stat, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { custodyOf, keepObject, keepObjects, objectFacts, type StoredBytes, type Vault } from './index.ts';
import { aVault, storeText } from './testing.ts';

let database: TestDatabase;
let home: string;
let vault: Vault;
const by = { act: 'received', actor: { kind: 'operator', osUser: 'tester' } } as const;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  // Every test has a key folder of its own, and a database knows one root.
  await database.db.query('truncate vault_object, vault_case_key, vault_root_key cascade');
  home = await mkdtemp(join(tmpdir(), 'vigie-vault-'));
  vault = await aVault(home);
});

const keep = (stored: StoredBytes, reportId = 1) =>
  inTransaction(database.db, (tx) => keepObject(tx, { clock: systemClock, vault }, stored, { ...by, reportId }));

async function filesKept(): Promise<string[]> {
  const names = await readdir(join(home, 'blobs'), { recursive: true });
  return names.filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name)).map((name) => join(home, 'blobs', name));
}

async function* failing(): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw new Error('sender went away');
}

describe('storing and opening', () => {
  test('what was stored comes back byte for byte, with its three hashes and its custody', async () => {
    const stored = await storeText(vault, 'neutral placeholder 1');
    const id = await keep(stored, 17);
    expect(await text(await vault.openObject(database.db, id))).toBe('neutral placeholder 1');
    const [facts] = await objectFacts(database.db, [id]);
    const hash = (name: string) => createHash(name).update('neutral placeholder 1').digest('hex');
    expect([facts?.md5, facts?.sha1, facts?.sha256].map((bytes) => bytes?.toString('hex'))).toEqual(
      ['md5', 'sha1', 'sha256'].map(hash),
    );
    expect(await custodyOf(database.db, { reportIds: [17] })).toMatchObject([
      { objectId: id, reportId: 17, packageId: null, act: 'received', actor: 'operator:tester' },
    ]);
  });

  test('neither the text nor its hash can be found on the disk', async () => {
    const stored = await storeText(vault, 'neutral placeholder 2');
    const [file = ''] = await filesKept();
    await using handle = await open(file);
    expect((await handle.readFile()).includes('placeholder')).toBe(false);
    expect(file).not.toContain(stored.sha256.toString('hex'));
  });

  test('the same content is one object, its later files are removed, each report keeps its custody', async () => {
    const [first, second, third] = [1, 2, 3].map(() => storeText(vault, 'viral placeholder'));
    const stored = await Promise.all([first, second, third]);
    const ids = await inTransaction(database.db, (tx) =>
      keepObjects(
        tx,
        { clock: systemClock, vault },
        stored.flatMap((bytes, n) => (bytes ? [{ stored: bytes, reportId: 100 + n }] : [])),
        by,
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await filesKept()).toHaveLength(1);
    expect(await custodyOf(database.db, { reportIds: [100, 101, 102] })).toHaveLength(3);
  });

  test('a stream over the limit is refused, leaves nothing, and the rest of it is still the caller’s', async () => {
    const source = Readable.from([Buffer.alloc(10), Buffer.alloc(10), Buffer.alloc(10)]);
    expect(await vault.storeStream(source, { maxBytes: 15 })).toEqual({
      ok: false,
      refusal: { kind: 'too-large', maxBytes: 15 },
    });
    expect(source.destroyed).toBe(false);
    expect(await filesKept()).toEqual([]);
    expect(await readdir(join(home, 'blobs', 'drafts'))).toEqual([]);
  });

  test('a sender that goes away leaves nothing', async () => {
    await expect(vault.storeStream(failing(), { maxBytes: 100 })).rejects.toThrow('sender went away');
    expect(await readdir(join(home, 'blobs', 'drafts'))).toEqual([]);
  });

  test('a full disk is a refusal', async () => {
    let isFull = false;
    const sync = async () => {
      if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const small = await aVault(home, { sync });
    isFull = true;
    expect(await small.storeStream(Readable.from([Buffer.alloc(5)]), { maxBytes: 10 })).toEqual({
      ok: false,
      refusal: { kind: 'disk-full' },
    });
    expect(await readdir(join(home, 'blobs', 'drafts'))).toEqual([]);
  });
});

describe('verifying', () => {
  const content = 'x'.repeat(40_000);
  let serial = 0;

  async function anObject() {
    const id = await keep(await storeText(vault, `${content}${serial++}`));
    const [file = ''] = await filesKept();
    return { id, file };
  }

  test('an untouched object is as received', async () => {
    const { id } = await anObject();
    expect(await vault.verifyObject(database.db, id)).toEqual({ objectId: id, ok: true });
  });

  test('one flipped bit is found and the object named', async () => {
    const { id, file } = await anObject();
    await using handle = await open(file, 'r+');
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, 20_000);
    await handle.write(Buffer.from([byte.readUInt8(0) ^ 4]), 0, 1, 20_000);
    expect(await vault.verifyObject(database.db, id)).toEqual({ objectId: id, ok: false, fault: 'altered' });
  });

  test('a cut, a missing and an exchanged file are told apart', async () => {
    const [first, cut] = [await anObject(), 56 + 16_400];
    await truncate(first.file, cut);
    expect(await vault.verifyObject(database.db, first.id)).toMatchObject({ fault: 'truncated' });
    await rm(first.file);
    expect(await vault.verifyObject(database.db, first.id)).toMatchObject({ fault: 'missing' });
    const second = await anObject();
    await rename(second.file, first.file);
    expect(await vault.verifyObject(database.db, first.id)).toMatchObject({ fault: 'wrong-key' });
  });
});

describe('keys', () => {
  test('the root key is for its owner only, and the same at the next start', async () => {
    const id = await keep(await storeText(vault, 'kept over a restart'));
    expect((await stat(join(home, 'keys', 'vault-root.key'))).mode & 0o777).toBe(0o600);
    expect(await text(await (await aVault(home)).openObject(database.db, id))).toBe('kept over a restart');
  });

  test('a lost root key is said, never replaced', async () => {
    await storeText(vault, 'kept without key');
    await rm(join(home, 'keys', 'vault-root.key'));
    await expect(aVault(home)).rejects.toMatchObject({ code: 'root-key-missing' });
  });

  test('of processes that start at once all get the same key', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'vigie-vault-'));
    const vaults = await Promise.all([1, 2, 3, 4].map(() => aVault(fresh)));
    const roots = await Promise.all(vaults.map((each) => each.keys.ring.preferred()));
    expect(new Set(roots.map((root) => root.id)).size).toBe(1);
  });
});

test('the sweep removes old files without a row and spares fresh ones and objects', async () => {
  const kept = await keep(await storeText(vault, 'a registered object'));
  const [registered = ''] = await filesKept();
  await storeText(vault, 'an orphan');
  const orphan = (await filesKept()).find((file) => file !== registered) ?? '';
  await storeText(vault, 'in flight');
  const longAgo = new Date(Date.now() - 2 * DAY_MS);
  await Promise.all([registered, orphan].map((file) => utimes(file, longAgo, longAgo)));
  expect(await vault.sweepOrphans(database.db, { clock: systemClock })).toEqual({
    orphansRemoved: 1,
    draftsRemoved: 0,
  });
  const left = await filesKept();
  expect(left).toHaveLength(2);
  expect(left).not.toContain(orphan);
  expect(await vault.verifyObject(database.db, kept)).toMatchObject({ ok: true });
});
