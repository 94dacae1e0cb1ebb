import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { answer, route } from '#platform/http/route.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import {
  accessRoutes,
  authenticateCaller,
  authenticateCredential,
  authenticateToken,
  createCredential,
  createToken,
  ensureStaff,
  idempotencyStore,
  issueSignInLink,
  requirePermission,
  revokeCredential,
  revokeToken,
  rotateCredential,
  sessionOf,
  signIn,
  signInPlugin,
  signOut,
} from './index.ts';
import { aStaffActor, signedInAs } from './testing.ts';

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

  test('a rotated password and a revoked credential stop within five seconds', async () => {
    const { id, username, password } = await aCredential();
    expect(await check(username, password)).not.toBeNull();
    const rotated = await write((tx) => rotateCredential(tx, deps, OPERATOR, id));
    now = plusMs(now, 5_000);
    expect(await check(username, password)).toBeNull();
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

describe('over HTTP', () => {
  let made = 0;
  const counting = route({
    method: 'POST',
    path: '/counted',
    audience: 'staff',
    summary: 'Counts',
    permission: 'own',
    audit: { none: 'a count of a test' },
    handle: async () => answer({ made: ++made }),
  });

  async function aServer() {
    return buildServer({
      log: silentLog,
      db: database.db,
      routes: [...accessRoutes(deps), counting],
      authenticate: (request) => authenticateCaller(database.db, deps, request),
      idempotency: idempotencyStore(deps),
      plugins: [(app) => signInPlugin(app, { ...deps, db: database.db })],
      checkAnswers: true,
    });
  }

  test('a link leads into the console with a cookie no script can read, once', async () => {
    const app = await aServer();
    const staffId = await aPerson('Browser person', ['supervisor']);
    const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
    expect((await app.inject({ method: 'HEAD', url: `/sign-in?code=${code}` })).statusCode).toBe(404);
    const first = await app.inject(`/sign-in?code=${code}`);
    expect([first.statusCode, first.headers.location]).toEqual([303, '/']);
    const set = String(first.headers['set-cookie']);
    expect(set).toMatch(/^__Host-vigie=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const session = await app.inject({ url: '/api/v1/session', headers: { cookie: set.split(';')[0] ?? '' } });
    expect(session.json()).toMatchObject({ person: { id: staffId, roles: ['supervisor'], language: 'fr' } });
    expect((await app.inject(`/sign-in?code=${code}`)).headers.location).toBe('/?sign-in=link-invalid');
    await app.close();
  });

  test('programs sign in and out, and choose a language', async () => {
    const app = await aServer();
    const staffId = await aPerson('Program person');
    const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
    const opened = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { code } });
    const headers = {
      cookie: String(opened.headers['set-cookie']).split(';')[0] ?? '',
      'x-csrf-token': opened.json().csrfToken,
    };
    const put = await app.inject({
      method: 'PUT',
      url: '/api/v1/session/language',
      payload: { language: 'en' },
      headers,
    });
    expect(put.statusCode).toBe(204);
    const session = await app.inject({ url: '/api/v1/session', headers });
    expect(session.json().person.language).toBe('en');
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode).toBe(204);
    expect((await app.inject({ url: '/api/v1/session', headers })).statusCode).toBe(401);
    await app.close();
  });

  test('a POST repeated under its key has one effect; another body under it is refused', async () => {
    const app = await aServer();
    const { headers } = await signedInAs(database.db, deps, { name: 'Keyed person', roles: ['auditor'] });
    const post = (key: string, payload: object = {}) =>
      app.inject({ method: 'POST', url: '/api/v1/counted', payload, headers: { ...headers, 'idempotency-key': key } });
    const [first, again, other, fresh] = [
      await post('k1'),
      await post('k1'),
      await post('k1', { a: 1 }),
      await post('k2'),
    ];
    expect([first.json(), again.json(), again.headers['idempotency-replayed']]).toEqual([
      { made: 1 },
      { made: 1 },
      'true',
    ]);
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency-other-request']);
    expect(fresh.json()).toEqual({ made: 2 });
    await app.close();
  });

  test('a second POST under a key in flight is told to wait', async () => {
    const store = idempotencyStore(deps);
    const request = { client: 'staff:1', key: 'same', fingerprint: Buffer.alloc(32) };
    await write(async (first) => {
      expect(await store.begin(first, request)).toEqual({ kind: 'fresh' });
      expect(await write((second) => store.begin(second, request))).toEqual({ kind: 'in-flight' });
    });
    expect(await write((tx) => store.begin(tx, request))).toEqual({ kind: 'fresh' });
  });
});
