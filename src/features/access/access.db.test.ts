import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import {
  authenticateCredential,
  authenticateToken,
  createCredential,
  createToken,
  ensureStaff,
  issueSignInLink,
  pinCertificate,
  requirePermission,
  revokeCredential,
  revokeToken,
  rotateCredential,
  sessionOf,
  signIn,
  signOut,
} from './index.ts';
import { aStaffActor } from './testing.ts';

let database: TestDatabase;
let now = '2026-11-24T08:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const deps = { clock };
const OPERATOR = { kind: 'operator', osUser: 'tester' } as const;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  // Past everything an earlier test may have remembered.
  now = plusMs(now, 24 * HOUR_MS);
});

const write = <T>(act: (tx: Tx) => Promise<T>) => inTransaction(database.db, act);
const aPerson = (name: string, roles: readonly Role[] = ['auditor'], demo = false) =>
  write((tx) => ensureStaff(tx, deps, { name, roles, language: 'fr', demo }));

async function aToken(name: string, demo = false): Promise<string> {
  const staffId = await aPerson(name, ['auditor'], demo);
  const signedIn = await write(async (tx) => signIn(tx, deps, (await issueSignInLink(tx, deps, staffId)).code));
  if (!signedIn.ok) throw new Error('refused');
  return signedIn.value.token;
}

const auditOf = (act: string) =>
  database.db.query<{ actor: string; outcome: string }>(
    'select actor, outcome from audit_entry where act = $1 order by entry_id',
    [act],
  );

describe('signing in by a link', () => {
  test('a link opens one session; two who follow it at once get one between them', async () => {
    const staffId = await aPerson('Link person');
    const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
    const results = await Promise.all([1, 2, 3].map(() => write((tx) => signIn(tx, deps, code))));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  test('a link is dead after thirty minutes, and a wrong one is refused alike and audited', async () => {
    const staffId = await aPerson('Late person');
    const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
    now = plusMs(now, 30 * MINUTE_MS);
    const late = await write((tx) => signIn(tx, deps, code));
    const wrong = await write((tx) => signIn(tx, deps, 'wrong'));
    expect(late).toEqual({ ok: false, refusal: { kind: 'link-invalid' } });
    expect(wrong).toEqual(late);
    expect((await auditOf('sign-in')).at(-1)).toEqual({ actor: 'anyone', outcome: 'denied' });
  });

  test('nothing that opens a door is stored in clear', async () => {
    const token = await aToken('Hashed person');
    const [row] = await database.db.query<{ dump: string }>(
      `select string_agg(row_to_json(session)::text, '') as dump from access_session session`,
    );
    expect(row?.dump).not.toContain(token);
  });
});

describe('a session', () => {
  test('use keeps it alive, a quarter of an hour without ends it', async () => {
    const token = await aToken('Idle person');
    now = plusMs(now, 14 * MINUTE_MS);
    expect(await sessionOf(database.db, deps, token)).not.toBeNull();
    now = plusMs(now, 14 * MINUTE_MS);
    expect(await sessionOf(database.db, deps, token)).not.toBeNull();
    now = plusMs(now, 15 * MINUTE_MS);
    expect(await sessionOf(database.db, deps, token)).toBeNull();
  });

  test('a role taken away is gone on the next request, a disabled person is out', async () => {
    const token = await aToken('Changed person');
    await database.db.query(`update access_staff set roles = '{supervisor}' where name = 'Changed person'`);
    expect((await sessionOf(database.db, deps, token))?.actor.roles).toEqual(['supervisor']);
    await database.db.query(`update access_staff set disabled_at = $1 where name = 'Changed person'`, [now]);
    expect(await sessionOf(database.db, deps, token)).toBeNull();
  });

  test('only a demonstration person counts as stepped up, for five minutes', async () => {
    const [demo, real] = [await aToken('Demo person', true), await aToken('Real person')];
    expect((await sessionOf(database.db, deps, demo))?.stepUpUntil).toBe(plusMs(now, 5 * MINUTE_MS));
    expect((await sessionOf(database.db, deps, real))?.stepUpUntil).toBeNull();
    now = plusMs(now, 5 * MINUTE_MS);
    expect((await sessionOf(database.db, deps, demo))?.stepUpUntil).toBeNull();
  });

  test('signing out ends it at once', async () => {
    const token = await aToken('Leaving person');
    await write((tx) => signOut(tx, deps, token));
    expect(await sessionOf(database.db, deps, token)).toBeNull();
  });
});

describe('machine credentials', () => {
  const wanted = { provider: 'Example ISP', scope: 'ispws' } as const;
  const check = (username: string, password: string, scope = 'ispws') =>
    authenticateCredential(database.db, deps, username, password, scope);

  async function aCredential() {
    const created = await write((tx) => createCredential(tx, deps, OPERATOR, wanted));
    if (!created.ok) throw new Error('refused');
    return created.value;
  }

  test('the machine is known by its password, for its scope only, and its use is noted once a minute', async () => {
    const { id, username, password } = await aCredential();
    expect(username).toMatch(/^example-isp-[0-9a-f]{8}$/);
    const actor = { kind: 'credential', credentialId: id, provider: 'Example ISP', scope: 'ispws' };
    expect(await check(username, password)).toEqual(actor);
    expect(await check(username, password, 'hashsharing')).toBeNull();
    expect(await check(username, `${password}x`)).toBeNull();
    expect(await check('nobody', password)).toBeNull();
    const firstUse = now;
    now = plusMs(now, MINUTE_MS - 1);
    await check(username, password);
    const [row] = await database.db.query('select last_used_at from access_credential where credential_id = $1', [id]);
    expect(row).toEqual({ last_used_at: firstUse });
  });

  test('a rotated password lives on beside the new one for a day, or not at all', async () => {
    const { id, username, password } = await aCredential();
    const rotated = await write((tx) => rotateCredential(tx, deps, OPERATOR, id));
    const second = rotated.ok ? rotated.value.password : '';
    now = plusMs(now, 24 * HOUR_MS - 1);
    expect([await check(username, password), await check(username, second)]).not.toContain(null);
    now = plusMs(now, 5_000);
    expect(await check(username, password)).toBeNull();
    const again = await write((tx) => rotateCredential(tx, deps, OPERATOR, id, 0));
    now = plusMs(now, 5_000);
    expect(await check(username, second)).toBeNull();
    expect(await check(username, again.ok ? again.value.password : '')).not.toBeNull();
  });

  test('of three passwords in a row the first is dead, whatever its overlap was', async () => {
    const { id, username, password } = await aCredential();
    await write((tx) => rotateCredential(tx, deps, OPERATOR, id));
    await write((tx) => rotateCredential(tx, deps, OPERATOR, id));
    expect(await check(username, password)).toBeNull();
  });

  test('a credential bound to a certificate is worth nothing without it', async () => {
    const { id, username, password } = await aCredential();
    const certificate = 'ab'.repeat(32);
    await write((tx) => pinCertificate(tx, OPERATOR, id, certificate));
    const withOne = (presented: string | null) =>
      authenticateCredential(database.db, deps, username, password, 'ispws', presented);
    expect([await withOne(null), await withOne('cd'.repeat(32))]).toEqual([null, null]);
    expect(await withOne(certificate)).not.toBeNull();
    await write((tx) => pinCertificate(tx, OPERATOR, id, null));
    now = plusMs(now, 5_000);
    expect(await withOne(null)).not.toBeNull();
  });

  test('a revoked credential stops within five seconds', async () => {
    const { id, username, password } = await aCredential();
    expect(await check(username, password)).not.toBeNull();
    const rotated = await write((tx) => rotateCredential(tx, deps, OPERATOR, id));
    now = plusMs(now, 5_000);
    const fresh = rotated.ok ? rotated.value.password : '';
    expect(await check(username, fresh)).not.toBeNull();
    await write((tx) => revokeCredential(tx, deps, OPERATOR, id));
    now = plusMs(now, 5_000);
    expect(await check(username, fresh)).toBeNull();
    const again = await write((tx) => rotateCredential(tx, deps, OPERATOR, id));
    expect(again).toEqual({ ok: false, refusal: { kind: 'no-such-credential' } });
  });

  test('a token works until it is revoked', async () => {
    const created = await write((tx) => createToken(tx, deps, OPERATOR, { name: 'figures', scopes: ['stats:read'] }));
    if (!created.ok) throw new Error('refused');
    const { id, token } = created.value;
    expect(await authenticateToken(database.db, deps, token)).toMatchObject({ kind: 'token', scopes: ['stats:read'] });
    await write((tx) => revokeToken(tx, deps, OPERATOR, id));
    now = plusMs(now, 5_000);
    expect(await authenticateToken(database.db, deps, token)).toBeNull();
  });

  test('an auditor may make none, and the denial is audited', async () => {
    const actor = aStaffActor({ roles: ['auditor'] });
    const refused = await write((tx) => createCredential(tx, deps, actor, wanted));
    expect(refused).toEqual({ ok: false, refusal: { kind: 'not-permitted' } });
    expect((await auditOf('manage-credentials')).at(-1)).toEqual({ actor: 'staff:1', outcome: 'denied' });
  });
});

test('a denial names the ids it was about', async () => {
  const permission = { name: 'decide-report', roles: ['supervisor'], objectKind: 'report' } as const;
  await write((tx) => requirePermission(tx, aStaffActor({ roles: ['auditor'] }), permission, [41, 42]));
  const rows = await database.db.query(
    `select object_kind as kind, object_ids::text as ids from audit_entry where act = 'decide-report'`,
  );
  expect(rows).toEqual([{ kind: 'report', ids: '{41,42}' }]);
});
