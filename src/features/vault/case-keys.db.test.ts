import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { approveAct } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { forgetRootKey, proposeForgetting } from './commands/forget-root-key.ts';
import { adoptDirectWraps, destroyCaseKey, keepObject, rotateRootKey, type Vault, vaultStatus } from './index.ts';
import { aVault, storeText } from './testing.ts';

// What is proved: keys in three storeys, and how the uppermost is exchanged. Their end: expunge-and-scrub.db.test.ts

let database: TestDatabase;
let home: string;
let vault: Vault;
const now = '2026-11-26T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const actor = { kind: 'operator', osUser: 'tester' } as const;
const CERTIFICATE = { actor, certificateRef: 'CD-2026-1' };
const deps = () => ({ clock, vault });

let administrator: StaffActor;
let second: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  const person = async (name: string) =>
    (await signedInAs(database.db, { clock }, { name, roles: ['administrator'] })).actor;
  administrator = await person('First');
  second = await person('Second');
});
afterAll(() => database.drop());
beforeEach(async () => {
  // Every test has a key folder of its own, and a database knows one root.
  await database.db.query('truncate vault_object, vault_case_key, vault_root_key cascade');
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
const forget = (rootKeyId: string) =>
  inTransaction(database.db, (tx) => forgetRootKey(tx, deps(), administrator, rootKeyId));
/** Proposed by one administrator, tried by the same, approved by the other; answers what the first was told. */
const approveEndOf = (rootKeyId: string) =>
  inTransaction(database.db, async (tx) => {
    const wanted = { rootKeyId, reason: 'No backup of that time is kept any more.' };
    const made = await proposeForgetting(tx, deps(), administrator, wanted);
    if (!made.ok) throw new Error(made.refusal.kind);
    const { proposalId } = made.value;
    const [row] = await tx.query<{ contentHash: string }>(
      'select content_hash as "contentHash" from access_proposal where proposal_id = $1',
      [proposalId],
    );
    const approval = { proposalId, contentHash: row?.contentHash ?? '' };
    const own = await approveAct(tx, deps(), administrator, approval);
    await approveAct(tx, deps(), second, approval);
    return own.ok ? 'approved' : own.refusal.kind;
  });
const rows = (what: string) => database.db.query<Record<string, unknown>>(what);

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
    expect(await forget(to)).toMatchObject({ refusal: { kind: 'current' } });
    expect(await forget(from ?? '')).toMatchObject({ refusal: { kind: 'second-person-missing' } });
    expect(await approveEndOf(from ?? '')).toBe('same-person');
    expect(await forget(from ?? '')).toMatchObject({ ok: true });
    expect(await forget(from ?? '')).toMatchObject({ ok: false });
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
    expect(await forget(old?.id ?? '')).toMatchObject({
      refusal: { kind: 'still-named', wraps: 2 },
    });
    vault = await aVault(home);
    // What is kept in between is under the new root already, although its file is not in its place yet.
    await anObject({ reportId: 3 });
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({ value: { resumed: true, caseKeys: 2 } });
    expect((await vaultStatus(database.db, { clock })).rootKeys).toHaveLength(2);
    for (const { id, content } of objects) expect(await contentOf(id, await aVault(home))).toBe(content);
  });

  test('before the first object there is nothing to go over from', async () => {
    expect(await rotateRootKey(database.db, deps(), actor)).toMatchObject({ refusal: { kind: 'nothing-kept-yet' } });
  });
});

// Each question is a process of its own: a busy machine takes its time over them.
describe('a root key behind a command', { timeout: 300_000 }, () => {
  const COMMAND = new URL('./test-programs/key-service.ts', import.meta.url).pathname;

  async function useCommand(state: string): Promise<void> {
    const argv = [process.execPath, '--no-warnings', COMMAND, join(home, state)];
    await writeFile(join(home, 'keys', 'root-command.json'), JSON.stringify({ argv, timeoutSeconds: 120 }));
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
