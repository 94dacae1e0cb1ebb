import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { NoticeFacts } from './commands/urgent-notice.ts';
import { announceOverdueReviews } from './commands/urgent-switch.ts';
import { proposalRoutes } from './http-proposals.ts';
import { urgentActs, urgentRoutes } from './http-urgent.ts';
import { signedInAs } from './testing.ts';

// Proved: the exception is off until two persons entered what the head of the centre signed; its uses are told and reviewed.
// Out of scope: the conditions one by one (domain/urgent-notice.test.ts), what linking and routing know of the report.
// Alone: npx vitest run --project database urgent-notice
let database: TestDatabase;
let app: FastifyInstance;
let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
let facts: Awaited<ReturnType<NoticeFacts>> = null;
let caller: StaffActor;
let investigator: StaffActor;
let supervisor: StaffActor;
let administrator: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  const person = async (name: string, roles: readonly Role[]) =>
    (await signedInAs(database.db, { clock }, { name, roles })).actor;
  investigator = await person('I', ['triage-investigator']);
  supervisor = await person('S', ['supervisor']);
  administrator = await person('A', ['administrator']);
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: [
      ...proposalRoutes({ clock, acts: urgentActs({ clock }) }),
      ...urgentRoutes({ clock, noticeFacts: async () => facts }),
    ],
    authenticate: async () => ({ actor: caller, stepUpUntil: now }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
});
beforeEach(() => {
  facts = { reportId: 12, isImminent: true, isRecipientVerified: true };
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function call(actor: StaffActor, method: 'GET' | 'POST', path: string, payload?: object) {
  caller = actor;
  const headers = { host: 'localhost' };
  return app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
}

const ask = async (page: string): Promise<number> => {
  const body = { report: 'R-2026-000012', agency: 'QC-SPL', page, reason: 'A child is with the person.' };
  return (await call(investigator, 'POST', '/urgent-notices', body)).json().proposalId;
};
const leave = (id: number, actor = investigator) =>
  call(actor, 'POST', `/urgent-notices/${id}/departure`, { reason: 'Nobody answered.' });
const events = async (kind: string) =>
  (await database.db.query('select 1 from outbox_event where kind = $1', [kind])).length;

test('the exception is off, goes on by two persons, works after five minutes, and its use is told, reviewed and listed', async () => {
  const first = await ask('One page of facts.');
  now = plusMs(now, 6 * MINUTE_MS);
  const off = await leave(first);
  expect([off.statusCode, off.json().code]).toEqual([409, 'switch-off']);

  const signed = {
    on: true,
    signedBy: 'Head of the centre',
    signedOn: '2026-11-20',
    document: 'DOC-1',
    from: now,
    until: plusMs(now, 30 * DAY_MS),
    reason: 'As signed.',
  };
  const id = (await call(administrator, 'POST', '/urgent-notices/switch', signed)).json().proposalId;
  expect((await call(administrator, 'POST', `/proposals/${id}/execution`)).json().code).toBe('second-person-missing');
  const { contentHash } = (await call(supervisor, 'GET', `/proposals/${id}`)).json();
  expect((await call(supervisor, 'POST', `/proposals/${id}/approval`, { contentHash })).statusCode).toBe(200);
  expect((await call(administrator, 'POST', `/proposals/${id}/execution`)).statusCode).toBe(200);
  expect((await call(supervisor, 'GET', '/urgent-notices')).json()).toMatchObject({ on: true, uses: [] });

  const hasty = await ask('Another page of facts.');
  expect((await leave(hasty)).json().code).toBe('second-person-has-time');
  expect((await leave(first, supervisor)).statusCode).toBe(404);
  const left = await leave(first);
  expect(left.statusCode).toBe(200);
  expect((await leave(first)).json().code).toBe('already-answered');
  expect([await events('urgent-notice.left-alone'), await events('urgent-notice.released')]).toEqual([1, 1]);

  const { useId } = left.json();
  const own = { verdict: 'justified', note: 'Fine.' };
  expect((await call(investigator, 'POST', `/urgent-notices/uses/${useId}/review`, own)).statusCode).toBe(404);
  now = plusMs(now, DAY_MS);
  const tell = () => inTransaction(database.db, (tx) => announceOverdueReviews(tx, { clock }));
  await tell();
  await tell();
  expect(await events('urgent-notice.review-overdue')).toBe(1);
  expect((await call(supervisor, 'GET', '/urgent-notices')).json().uses).toMatchObject([{ useId, isOverdue: true }]);
  expect((await call(supervisor, 'POST', `/urgent-notices/uses/${useId}/review`, own)).statusCode).toBe(200);
  expect((await call(supervisor, 'POST', `/urgent-notices/uses/${useId}/review`, own)).json().code).toBe(
    'already-reviewed',
  );
});

test('a notice with two persons goes by the ordinary road', async () => {
  const id = await ask('A third page of facts.');
  const { contentHash } = (await call(supervisor, 'GET', `/proposals/${id}`)).json();
  await call(supervisor, 'POST', `/proposals/${id}/approval`, { contentHash });
  now = plusMs(now, 6 * MINUTE_MS);
  expect((await leave(id)).json().code).toBe('already-answered');
  const before = await events('urgent-notice.released');
  expect((await call(investigator, 'POST', `/proposals/${id}/execution`)).statusCode).toBe(200);
  expect(await events('urgent-notice.released')).toBe(before + 1);
});

test('an unknown report or service, and more than a page, are refused at once', async () => {
  const long = { report: 'R', agency: 'X', page: 'x'.repeat(3_001), reason: 'x' };
  expect((await call(investigator, 'POST', '/urgent-notices', long)).statusCode).toBe(400);
  facts = null;
  expect((await call(investigator, 'POST', '/urgent-notices', { ...long, page: 'x' })).statusCode).toBe(404);
});

test('the table holds the reviewer apart from whoever left alone', async () => {
  const same = database.db.query(
    "update access_urgent_use set reviewed_by = left_by, reviewed_at = now(), verdict = 'justified'",
  );
  await expect(same).rejects.toThrow('other_reviewer');
});
