import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS } from '#core/units.ts';
import { answer, route } from '#platform/http/route.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import {
  accessRoutes,
  authenticateCaller,
  ensureStaff,
  idempotencyStore,
  issueSignInLink,
  signInPlugin,
} from './index.ts';
import { aSealing, signedInAs } from './testing.ts';

let database: TestDatabase;
let now = '2026-11-24T08:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const deps = { clock };

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
      routes: [...accessRoutes({ ...deps, sealing: aSealing() }), counting],
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
