import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS } from '#core/units.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { authenticateToken } from './index.ts';
import { anAccessServer, aSealing, atADesk } from './testing.ts';

// Proved here: what is shown once is in one answer and in no row, and how a machine's key is turned, bound and ended. Over HTTP, fixed clock.

let database: TestDatabase;
let app: FastifyInstance;
let now = '2026-11-24T08:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const deps = { clock, sealing: aSealing() };

beforeAll(async () => {
  database = await testDatabase();
  app = await anAccessServer(database.db, deps);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => {
  now = plusMs(now, 24 * HOUR_MS);
});

const atDesk = (roles: readonly Role[]) => atADesk(app, database.db, deps, { roles });

describe('machine access in the console', () => {
  test('a secret is in one answer and in no row, not even when the request is repeated', async () => {
    const relations = await atDesk(['provider-relations']);
    const post = (path: string, body: object) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/machine-access/${path}`,
        headers: { ...relations.headers, 'idempotency-key': path },
        payload: body,
      });
    const first = (await post('credentials', { provider: 'Example ISP', scope: 'ispws' })).json();
    const again = (await post('credentials', { provider: 'Example ISP', scope: 'ispws' })).json();
    expect([again.username, again.password]).toEqual([first.username, null]);
    const token = (await post('tokens', { name: 'figures', scopes: ['stats:read'] })).json();
    expect(await authenticateToken(database.db, deps, token.token)).toMatchObject({ kind: 'token' });
    const [row] = await database.db.query<{ dump: string }>(
      `select (select string_agg(t::text, '') from access_credential t) || (select string_agg(t::text, '') from access_token t)
           || (select string_agg(t::text, '') from access_idempotency t) || (select string_agg(t::text, '') from audit_entry t)
           as dump`,
    );
    expect(row?.dump).not.toContain(first.password);
    expect(row?.dump).not.toContain(token.token);
  });

  test('a one-time link is in one answer and in no row either', async () => {
    const administrator = await atDesk(['administrator']);
    const newcomer = await administrator.desk.send<{ staffId: number }>('POST', 'people', {
      name: 'Newcomer with a link',
      language: 'en',
      roles: ['intake-clerk'],
    });
    const ask = () =>
      app.inject({
        method: 'POST',
        url: `/api/v1/people/${newcomer.body.staffId}/enrolment-link`,
        headers: { ...administrator.headers, 'idempotency-key': 'a link' },
      });
    const { code } = (await ask()).json();
    expect(code).toMatch(/^[\w-]{43}$/);
    expect((await ask()).json().code).toBeNull();
    const kept = await database.db.query('select from access_idempotency kept where kept::text like $1', [`%${code}%`]);
    expect(kept).toEqual([]);
  });

  test('it is rotated with an overlap, bound to a certificate, revoked, and the list says so', async () => {
    const { desk } = await atDesk(['administrator']);
    const made = await desk.send<{ id: number }>('POST', 'machine-access/credentials', {
      provider: 'Y',
      scope: 'ispws',
    });
    const path = `machine-access/credentials/${made.body.id}`;
    await desk.send('POST', `${path}/rotate`, { overlapHours: 2 });
    await desk.send('PUT', `${path}/certificate`, { sha256: 'AB:'.repeat(31).concat('AB') });
    const listed = async () =>
      (await desk.get<{ credentials: Record<string, unknown>[] }>('machine-access')).body.credentials[0];
    expect(await listed()).toMatchObject({ formerUntil: plusMs(now, 2 * HOUR_MS), certificateSha256: 'ab'.repeat(32) });
    await desk.send('POST', `${path}/revoke`, {});
    expect(await listed()).toMatchObject({ revokedAt: now });
    expect((await desk.send('POST', `${path}/rotate`, {})).status).toBe(404);
  });
});
