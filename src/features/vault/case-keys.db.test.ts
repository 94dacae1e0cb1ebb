import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';
import { openFileStore } from '#platform/blobs/file-store.ts';
import type { LogLine } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import {
  adoptDirectWraps,
  custodyOf,
  destroyCaseKey,
  expungeObjects,
  forgetRootKey,
  keepObject,
  objectFacts,
  openVault,
  rotateRootKey,
  type Vault,
  vaultStatus,
} from './index.ts';
import { aVault, storeText } from './testing.ts';

// What is proved: keys in three storeys, their rotation, their destruction (S12), and the scrub. Storing itself: vault.db.test.ts

let database: TestDatabase;
let home: string;
let vault: Vault;
let now = '2026-11-26T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const actor = { kind: 'operator', osUser: 'tester' } as const;
const CERTIFICATE = { actor, certificateRef: 'CD-2026-1' };
const deps = () => ({ clock, vault });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  // Every test has a key folder of its own, and a database knows one root.
  await database.db.query('truncate vault_object, vault_case_key, vault_root_key cascade');
  await database.db.query(
    'update vault_scrub set pass_started_at = null, after_object_no = 0, last_pass_started_at = null, busy_until = null',
  );
  home = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
  vault = await aVault(home);
});

let serial = 0;
async function anObject(
  of: { reportId?: number; packageId?: number } = { reportId: 1 },
  content = `neutral placeholder ${serial++}`,
) {
  const stored = await storeText(vault, content);
  const id = await inTransaction(database.db, (tx) =>
    keepObject(tx, deps(), stored, { act: 'received', actor, ...of }),
  );
  return { id, content, storedAs: stored.storedAs };
}
const contentOf = async (id: ObjectId, by: Vault = vault) => text(await by.openObject(database.db, id));
const blobPath = (storedAs: string) => join(home, 'blobs', storedAs.slice(0, 2), storedAs);
const keyFiles = async () => (await readdir(join(home, 'keys'))).toSorted();
const shred = () => inTransaction(database.db, (tx) => vault.shredExpunged(tx, { clock }));
const rows = (what: string) => database.db.query<Record<string, unknown>>(what);

/** Everything the vault's tables say, as text. */
async function wholeDatabase(): Promise<string> {
  const tables = ['vault_object', 'vault_wrap', 'vault_case_key', 'vault_custody', 'vault_scrub_fault', 'audit_entry'];
  const all = await Promise.all(tables.map((table) => rows(`select to_jsonb(${table})::text as line from ${table}`)));
  return all
    .flat()
    .map((row) => String(row['line']))
    .join('\n');
}

describe('keys of cases', () => {
  test('an object kept for two cases has one wrap for each, under different keys, and none under the root', async () => {
    const { id, content } = await anObject({ reportId: 1, packageId: 2 });
    const wraps = await rows(
      'select case_kind, case_id, case_key_id, root_key_id, wrapped_key from vault_wrap order by case_kind',
    );
    expect(wraps).toMatchObject([
      { case_kind: 'package', root_key_id: null },
      { case_kind: 'report', root_key_id: null },
    ]);
    expect(wraps[0]?.['wrapped_key']).not.toEqual(wraps[1]?.['wrapped_key']);
    expect(wraps[0]?.['case_key_id']).not.toBe(wraps[1]?.['case_key_id']);
    expect(await contentOf(id, await aVault(home))).toBe(content);
  });

  test('the objects of one case share its key; bytes of no case go to the unfiled one', async () => {
    await anObject({ reportId: 5 });
    await anObject({ reportId: 5 });
    await anObject({});
    expect(await rows('select case_kind, case_id from vault_case_key order by 1')).toEqual([
      { case_kind: 'report', case_id: 5 },
      { case_kind: 'unfiled', case_id: 0 },
    ]);
  });

  test('content known from one case opens for the next through the wrap the next has', async () => {
    const { id } = await anObject({ reportId: 1 }, 'seen in two reports');
    expect((await anObject({ reportId: 2 }, 'seen in two reports')).id).toBe(id);
    await inTransaction(database.db, (tx) => destroyCaseKey(tx, deps(), { kind: 'report', id: 1 }, CERTIFICATE));
    expect(await contentOf(id)).toBe('seen in two reports');
  });

  test('writers that open the same case at once end with one key', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => anObject({ reportId: 77 })));
    expect(await rows('select 1 from vault_case_key where case_id = 77')).toHaveLength(1);
    for (const { id, content } of made) expect(await contentOf(id)).toBe(content);
  });

  test('bytes whose process died before they were kept can be opened by nobody', async () => {
    const stored = await storeText(vault, 'orphan');
    const later = await aVault(home);
    const keeping = inTransaction(database.db, (tx) =>
      keepObject(tx, { clock, vault: later }, stored, { act: 'received', actor, reportId: 1 }),
    );
    await expect(keeping).rejects.toMatchObject({ code: 'wrong-key' });
  });

  test('names in the store are not hashes of the content, under no key of the vault', async () => {
    const [one, two] = [await storeText(vault, 'the same'), await storeText(vault, 'the same')];
    expect(one.storedAs).not.toBe(two.storedAs);
    for (const hash of [one.sha256, one.sha1, one.md5]) expect(one.storedAs).not.toContain(hash.toString('hex'));
  });
});

describe('objects from before there were case keys', () => {
  test('open as they are, and are moved under the keys of their cases', async () => {
    const { id, content } = await anObject({ reportId: 9 });
    const objectKey = await objectKeyOf(id);
    const root = await vault.keys.ring.preferred();
    const [direct] = await root.wrap([objectKey]);
    await database.db.query('update vault_wrap set case_key_id = null, root_key_id = $1, wrapped_key = $2', [
      root.id,
      direct,
    ]);
    await database.db.query('delete from vault_case_key');
    expect(await contentOf(id)).toBe(content);
    expect(await adoptDirectWraps(database.db, deps())).toBe(1);
    expect(await rows('select 1 from vault_wrap where case_key_id is null')).toEqual([]);
    expect(await contentOf(id, await aVault(home))).toBe(content);
    expect(await adoptDirectWraps(database.db, deps())).toBe(0);
  });

  async function objectKeyOf(id: ObjectId): Promise<Buffer> {
    const [wrap] = await database.db.query<{ key: Buffer; kek: Buffer; root: string }>(
      `select wrap.wrapped_key as key, wrapped_kek as kek, case_key.root_key_id as root
       from vault_wrap wrap join vault_case_key case_key using (case_key_id) where object_id = $1`,
      [id],
    );
    if (!wrap) throw new Error('No wrap.');
    const [kek] = await vault.keys.cache.open([{ wrappedKek: wrap.kek, rootKeyId: wrap.root }]);
    const { unwrapKey } = await import('#platform/blobs/key-wrap.ts');
    return unwrapKey(kek ?? Buffer.alloc(0), wrap.key);
  }
});

describe('a new root key', () => {
  test('wraps every case key again and touches no object; the old key stays until it is forgotten', async () => {
    const objects = [
      await anObject({ reportId: 1 }),
      await anObject({ reportId: 2 }),
      await anObject({ packageId: 3 }),
    ];
    const bytes = await readFile(blobPath(objects[0]?.storedAs ?? ''));
    const rotated = await rotateRootKey(database.db, deps(), actor);
    if (!rotated.ok) throw new Error(rotated.refusal.kind);
    const { from, to } = rotated.value;
    expect(rotated.value).toMatchObject({ resumed: false, caseKeys: 3 });
    expect(await keyFiles()).toEqual([`vault-root-${from}.key`, 'vault-root.key']);
    expect(await readFile(blobPath(objects[0]?.storedAs ?? ''))).toEqual(bytes);
    expect((await vaultStatus(database.db, { clock })).rootKeys).toMatchObject([
      { id: to, current: true, wraps: 3 },
      { id: from, current: false, wraps: 0 },
    ]);
    expect(await forgetRootKey(database.db, deps(), actor, to)).toMatchObject({ refusal: { kind: 'current' } });
    expect(await forgetRootKey(database.db, deps(), actor, from ?? '')).toMatchObject({ ok: true });
    expect(await keyFiles()).toEqual(['vault-root.key']);
    for (const { id, content } of objects) expect(await contentOf(id, await aVault(home))).toBe(content);
  });

  test('a process that was running before takes the new root for what it keeps next', async () => {
    await anObject({ reportId: 1 });
    const other = await aVault(home);
    const rotated = await rotateRootKey(database.db, { clock, vault: other }, actor);
    const { id, content } = await anObject({ reportId: 2 });
    const [key] = await rows('select root_key_id from vault_case_key where case_id = 2');
    expect(key?.['root_key_id']).toBe(rotated.ok && rotated.value.to);
    expect(await contentOf(id, other)).toBe(content);
  });

  test('a rotation that was cut goes on, and makes no second new key', async () => {
    const objects = [await anObject({ reportId: 1 }), await anObject({ reportId: 2 })];
    const cut = { ...vault.keys.ring, settle: () => Promise.reject(new Error('killed')) };
    const dying = { clock, vault: { keys: { ...vault.keys, ring: cut } } };
    await expect(rotateRootKey(database.db, dying, actor)).rejects.toThrow('killed');
    const [old] = (await vaultStatus(database.db, { clock })).rootKeys.filter((root) => !root.current);
    expect(await forgetRootKey(database.db, deps(), actor, old?.id ?? '')).toMatchObject({
      refusal: { kind: 'still-named', wraps: 2 },
    });
    vault = await aVault(home);
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({ value: { resumed: true, caseKeys: 2 } });
    expect((await vaultStatus(database.db, { clock })).rootKeys).toHaveLength(2);
    for (const { id, content } of objects) expect(await contentOf(id, await aVault(home))).toBe(content);
  });

  test('before the first object there is nothing to go over from', async () => {
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({ refusal: { kind: 'nothing-kept-yet' } });
  });
});

describe('a root key behind a command', () => {
  const COMMAND = new URL('./test-programs/key-service.ts', import.meta.url).pathname;

  async function useCommand(state: string): Promise<void> {
    const argv = [process.execPath, '--no-warnings', COMMAND, join(home, state)];
    await writeFile(join(home, 'keys', 'root-command.json'), JSON.stringify({ argv, timeoutSeconds: 60 }));
  }

  test('takes over from the key file, wraps new cases, opens them after a restart, and goes over to its own next key', async () => {
    const first = await anObject({ reportId: 1 });
    await useCommand('service.json');
    vault = await aVault(home);
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({
      value: { to: 'command:key-1', caseKeys: 1 },
    });
    const second = await anObject({ reportId: 2 });
    vault = await aVault(home);
    for (const { id, content } of [first, second]) expect(await contentOf(id)).toBe(content);
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({ refusal: { kind: 'same-root-key' } });
    const service = JSON.parse(await readFile(join(home, 'service.json'), 'utf8')) as { current: string };
    await writeFile(join(home, 'service.json'), JSON.stringify({ ...service, current: 'key-2' }));
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({
      value: { to: 'command:key-2', caseKeys: 2 },
    });
    vault = await aVault(home);
    for (const { id, content } of [first, second]) expect(await contentOf(id)).toBe(content);
  });

  test('new reports wait for no command inside their transactions', async () => {
    await useCommand('service.json');
    await rm(join(home, 'keys', 'vault-root.key'));
    vault = await aVault(home);
    await anObject({ reportId: 1 });
    const stored = await storeText(vault, 'stocked');
    await writeFile(join(home, 'keys', 'root-command.json'), JSON.stringify({ argv: ['/bin/false'] }));
    const kept = inTransaction(database.db, (tx) =>
      keepObject(tx, deps(), stored, { act: 'received', actor, reportId: 2 }),
    );
    expect(await contentOf(await kept)).toBe('stocked');
  });

  test('a command that fails, or has another key, is told apart from a damaged object', async () => {
    await useCommand('service.json');
    vault = await aVault(home);
    const { id } = await anObject({ reportId: 1 });
    await writeFile(
      join(home, 'service.json'),
      JSON.stringify({ current: 'key-1', keys: { 'key-1': 'ab'.repeat(32) } }),
    );
    expect(await (await aVault(home)).verifyObject(database.db, id)).toMatchObject({ fault: 'wrong-key' });
    await writeFile(join(home, 'keys', 'root-command.json'), JSON.stringify({ argv: ['/bin/false'] }));
    await expect((await aVault(home)).verifyObject(database.db, id)).rejects.toMatchObject({
      code: 'root-command-failed',
    });
    await writeFile(join(home, 'keys', 'root-command.json'), '{"argv":"sh -c"}');
    await expect(aVault(home).then((fresh) => contentOf(id, fresh))).rejects.toMatchObject({
      code: 'root-command-damaged',
    });
  });
});

describe('destruction', () => {
  test('after it neither content, nor hash, nor a key that opens the bytes is left in database or store', async () => {
    for (let run = 0; run < 50; run++) {
      const { id, content, storedAs } = await anObject({ reportId: 1_000 + run });
      const [facts] = await objectFacts(database.db, [id]);
      const sealed = await readFile(blobPath(storedAs));
      const gone = await inTransaction(database.db, (tx) =>
        destroyCaseKey(tx, deps(), { kind: 'report', id: 1_000 + run }, CERTIFICATE),
      );
      expect(gone).toEqual({ expunged: [{ objectId: id, sizeBytes: content.length }], spared: [] });
      expect(await shred()).toBe(1);
      await expect(contentOf(id)).rejects.toMatchObject({ code: 'expunged' });
      expect(await vault.verifyObject(database.db, id)).toEqual({ objectId: id, ok: false, fault: 'expunged' });
      await expect(readFile(blobPath(storedAs))).rejects.toMatchObject({ code: 'ENOENT' });
      const left = await wholeDatabase();
      for (const hash of [facts?.sha256, facts?.sha1, facts?.md5]) expect(left).not.toContain(hash?.toString('hex'));
      expect(left).not.toContain(content);
      // A copy of the sealed bytes that was taken before: no key that is left in the database opens it.
      expect(await rows(`select 1 from vault_wrap where object_id = '${id}'`)).toEqual([]);
      expect(sealed.length).toBeGreaterThan(0);
    }
    expect(await rows('select 1 from vault_case_key where wrapped_kek is not null')).toEqual([]);
  });

  test('a tombstone keeps id, size, instants and certificate, and its custody says who', async () => {
    const { id, content } = await anObject({ reportId: 3 });
    await inTransaction(database.db, (tx) => destroyCaseKey(tx, deps(), { kind: 'report', id: 3 }, CERTIFICATE));
    await shred();
    const [tombstone] = await rows(
      `select object_id, size_bytes, certificate_ref, sha256, expunged_at, shredded_at from vault_object where object_id = '${id}'`,
    );
    expect(tombstone).toEqual({
      object_id: id,
      size_bytes: content.length,
      certificate_ref: 'CD-2026-1',
      sha256: null,
      expunged_at: now,
      shredded_at: now,
    });
    expect((await custodyOf(database.db, { objectIds: [id] })).map((line) => line.act)).toEqual([
      'received',
      'expunged',
    ]);
    expect(await objectFacts(database.db, [id])).toEqual([]);
  });

  test('an object that two cases hold survives the end of one, and not of both', async () => {
    const { id } = await anObject({ reportId: 1 }, 'held twice');
    await anObject({ reportId: 2 }, 'held twice');
    const end = (report: number) =>
      inTransaction(database.db, (tx) => destroyCaseKey(tx, deps(), { kind: 'report', id: report }, CERTIFICATE));
    expect(await end(1)).toEqual({ expunged: [], spared: [id] });
    expect(await shred()).toBe(0);
    expect(await contentOf(id, await aVault(home))).toBe('held twice');
    expect(await end(2)).toMatchObject({ expunged: [{ objectId: id }], spared: [] });
    expect(await shred()).toBe(1);
    expect(await end(2)).toEqual({ expunged: [], spared: [] });
  });

  test('one object can be taken out of a case, or out of all, while the rest stays', async () => {
    const [one, two, three] = [
      await anObject({ reportId: 1 }),
      await anObject({ reportId: 1 }),
      await anObject({ reportId: 1, packageId: 2 }),
    ];
    const from = { kind: 'report', id: 1 } as const;
    const objectIds = [one.id, three.id];
    const gone = await inTransaction(database.db, (tx) => expungeObjects(tx, deps(), { objectIds, from }, CERTIFICATE));
    expect(gone).toMatchObject({ expunged: [{ objectId: one.id }], spared: [three.id] });
    expect(await contentOf(two.id)).toBe(two.content);
    await inTransaction(database.db, (tx) => expungeObjects(tx, deps(), { objectIds: [three.id] }, CERTIFICATE));
    await expect(contentOf(three.id)).rejects.toMatchObject({ code: 'expunged' });
  });

  test('what a crash left between commit and shredding is shredded by the next round', async () => {
    const { storedAs } = await anObject({ reportId: 1 });
    await inTransaction(database.db, (tx) => destroyCaseKey(tx, deps(), { kind: 'report', id: 1 }, CERTIFICATE));
    vault = await aVault(home);
    expect((await vaultStatus(database.db, { clock })).toShred).toBe(1);
    expect(await shred()).toBe(1);
    await expect(readFile(blobPath(storedAs))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await vaultStatus(database.db, { clock })).toShred).toBe(0);
  });

  test('a transaction that rolls back destroys nothing', async () => {
    const { id, content } = await anObject({ reportId: 1 });
    const undone = inTransaction(database.db, async (tx) => {
      await destroyCaseKey(tx, deps(), { kind: 'report', id: 1 }, CERTIFICATE);
      throw new Error('second thoughts');
    });
    await expect(undone).rejects.toThrow('second thoughts');
    expect(await shred()).toBe(0);
    expect(await contentOf(id, await aVault(home))).toBe(content);
  });

  test('the same content received again, even while it is being expunged, is a new object of a new key', async () => {
    const { id } = await anObject({ reportId: 1 }, 'comes back');
    const stored = await storeText(vault, 'comes back');
    let keeping: Promise<ObjectId> | undefined;
    await inTransaction(database.db, async (tx) => {
      await destroyCaseKey(tx, deps(), { kind: 'report', id: 1 }, CERTIFICATE);
      keeping = inTransaction(database.db, (other) =>
        keepObject(other, deps(), stored, { act: 'received', actor, reportId: 1 }),
      );
    });
    const again = await keeping;
    expect(again).toBe(stored.objectId);
    expect(again).not.toBe(id);
    await shred();
    expect(await contentOf(again as ObjectId)).toBe('comes back');
  });

  test('the event names the expunged objects by number', async () => {
    const { id } = await anObject({ reportId: 1 });
    const [object] = await rows(`select object_no from vault_object where object_id = '${id}'`);
    await inTransaction(database.db, (tx) => destroyCaseKey(tx, deps(), { kind: 'report', id: 1 }, CERTIFICATE));
    const [event] = await rows(
      "select subjects from outbox_event where kind = 'vault.object-expunged' order by event_id desc limit 1",
    );
    expect(event?.['subjects']).toEqual([String(object?.['object_no'])]);
  });
});

describe('the scrub', () => {
  const lines: LogLine[] = [];
  const log = {
    info: (line: LogLine) => lines.push(line),
    warn: () => undefined,
    error: (line: LogLine) => lines.push(line),
  };
  const scrub = (pace: 'paced' | 'whole-pass' = 'whole-pass') => vault.scrub(database.db, { clock, log }, pace);
  beforeEach(() => {
    lines.length = 0;
  });

  test('a flipped bit, a cut and a missing blob are found and named, once each; repaired, they clear', async () => {
    const objects = await Promise.all(Array.from({ length: 6 }, (_, n) => anObject({ reportId: n })));
    const [flipped, cut, missing] = objects;
    if (!flipped || !cut || !missing) throw new Error('No objects.');
    const originals = await Promise.all([flipped, cut, missing].map(({ storedAs }) => readFile(blobPath(storedAs))));
    const bad = Buffer.from(originals[0] ?? '');
    bad.writeUInt8(bad.readUInt8(60) ^ 1, 60);
    await writeFile(blobPath(flipped.storedAs), bad);
    await writeFile(blobPath(cut.storedAs), (originals[1] ?? bad).subarray(0, 30));
    await rename(blobPath(missing.storedAs), join(home, 'elsewhere'));
    expect(await scrub()).toMatchObject({ objectsRead: 6, faultsFound: 3, passEnded: true });
    const { faults } = await vaultStatus(database.db, { clock });
    expect(new Map(faults.map((fault) => [fault.objectId, fault.fault]))).toEqual(
      new Map([
        [flipped.id, 'altered'],
        [cut.id, 'truncated'],
        [missing.id, 'missing'],
      ]),
    );
    expect(lines.map((line) => [line.event, line.objectId]).toSorted()).toEqual(
      [flipped.id, cut.id, missing.id].map((id) => ['vault.object-damaged', id]).toSorted(),
    );
    now = plusMs(now, MINUTE_MS);
    expect(await scrub()).toMatchObject({ faultsFound: 0, faultsCleared: 0 });
    await writeFile(blobPath(flipped.storedAs), originals[0] ?? '');
    await rename(join(home, 'elsewhere'), blobPath(missing.storedAs));
    now = plusMs(now, MINUTE_MS);
    // Open faults are looked at again with every round, long before the next pass.
    expect(await scrub('paced')).toMatchObject({ objectsRead: 0, faultsCleared: 2 });
    expect((await vaultStatus(database.db, { clock })).faults.map((fault) => fault.objectId)).toEqual([cut.id]);
  });

  test('a pass is spread over its time, goes on where it stopped, and the next one waits for its day', async () => {
    for (let n = 0; n < 5; n++) await anObject({ reportId: n });
    const read: number[] = [];
    for (let n = 0; n < 6; n++) {
      vault = await aVault(home);
      read.push((await scrub('paced')).objectsRead);
      now = plusMs(now, MINUTE_MS);
    }
    expect(read).toEqual([1, 1, 1, 1, 1, 0]);
    const { scrub: state } = await vaultStatus(database.db, { clock });
    expect(state).toMatchObject({ passStartedAt: null, overdue: false });
    expect(await scrub('paced')).toMatchObject({ objectsRead: 0, passEnded: false });
    now = plusMs(now, 15 * DAY_MS);
    expect((await scrub('paced')).objectsRead).toBe(1);
  });

  test('one worker reads at a time; one that died is forgotten after an hour', async () => {
    await anObject();
    await database.db.query('update vault_scrub set busy_until = $1', [plusMs(now, 60 * MINUTE_MS)]);
    expect(await scrub()).toMatchObject({ busy: true, objectsRead: 0 });
    now = plusMs(now, 61 * MINUTE_MS);
    expect(await scrub()).toMatchObject({ busy: false, objectsRead: 1 });
  });

  test('a store that is away says nothing about objects, and the pass stays where it was', async () => {
    await anObject();
    const store = await openFileStore({ dir: join(home, 'blobs') });
    const away = { ...store, open: () => Promise.reject(Object.assign(new Error('away'), { code: 'ETIMEDOUT' })) };
    vault = await openVault({ blobs: away, keysDir: join(home, 'keys') });
    await expect(scrub()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect((await vaultStatus(database.db, { clock })).openFaults).toBe(0);
    vault = await aVault(home);
    expect(await scrub()).toMatchObject({ busy: false, objectsRead: 1 });
  });

  test('what was expunged meanwhile is no fault', async () => {
    const { storedAs } = await anObject({ reportId: 4 });
    await rm(blobPath(storedAs));
    expect(await scrub()).toMatchObject({ faultsFound: 1 });
    await inTransaction(database.db, (tx) => destroyCaseKey(tx, deps(), { kind: 'report', id: 4 }, CERTIFICATE));
    expect((await vaultStatus(database.db, { clock })).openFaults).toBe(0);
    expect(await scrub()).toMatchObject({ objectsRead: 0, faultsFound: 0 });
  });
});
