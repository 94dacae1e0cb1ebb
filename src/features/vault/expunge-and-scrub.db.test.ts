import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  custodyOf,
  destroyCaseKey,
  expungeObjects,
  keepObject,
  objectFacts,
  openVault,
  type Vault,
  vaultStatus,
} from './index.ts';
import { aVault, storeText } from './testing.ts';

// What is proved: what destroyed keys leave behind (S12), and that damage is found and named. Keys: case-keys.db.test.ts

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
      // The audit's digests of old rows cannot be tried against a list of known files without the random name.
      expect(left).not.toContain(storedAs);
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
    const announced = () => database.db.query("select subjects from outbox_event where kind = 'vault.object-damaged'");
    expect(await announced()).toEqual([{ subjects: expect.toSatisfy((ids: readonly number[]) => ids.length === 3) }]);
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
