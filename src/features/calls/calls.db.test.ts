import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, StaffActor } from '#core/actor.ts';
import { plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { type aReceived, aSubmittedReport, receiveForTest } from '#features/intake/testing';
import type { ReportHead } from '#features/intake/types';
import { type Desk, openDesk } from '#features/packaging/testing';
import { changeUrgency, openInQueue } from '#features/triage';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { forgetCalls, keepHandOverClocks, meetPackageClocks } from './commands/keep-clocks.ts';
import { callRoutes } from './http.ts';
import { callRoad } from './queries/call-road.ts';

// Proved: one person records a telephone hand-over from a report in any state; two clocks run apart; a call-back is awaited until it
// came. Alone: npx vitest run --project database features/calls
let database: TestDatabase;
let desk: Desk;
let app: FastifyInstance;
let caller: Actor | null;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-calls-')));
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: callRoutes({ clock: desk.clock }),
    authenticate: async () => (caller === null ? null : { actor: caller, stepUpUntil: desk.clock.now() }),
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

async function ask(actor: StaffActor | null, method: 'GET' | 'POST', path: string, payload?: object) {
  caller = actor;
  const headers = { host: 'localhost', 'accept-language': 'fr' };
  return app.inject({ method, url: `/api/v1/${path}`, headers, ...(payload ? { payload } : {}) });
}

async function aReport(change: Parameters<typeof aReceived>[0] = {}): Promise<ReportHead> {
  return inTransaction(desk.db, async (tx) => {
    const head = await receiveForTest(tx, change, desk);
    const { reportId, source, receivedAt, senderAlarm } = head;
    await openInQueue(tx, desk, [{ reportId, source, receivedAt, senderAlarm }]);
    await keepHandOverClocks(tx, desk, [reportId]);
    return head;
  });
}

const alarmed = () => aReport({ receivedAt: desk.clock.now(), report: aSubmittedReport({ senderAlarm: 'imminent' }) });

function reached(change: object = {}) {
  const now = desk.clock.now();
  return {
    agency: 'QC-SPL',
    number: '+1 450 555 0100',
    result: 'reached',
    calledAt: now,
    reachedName: 'Sgt. Example',
    reachedBadge: '1234',
    facts: 'The account and the place were read out.',
    ground: 'danger-to-child',
    callBackBy: plusMs(now, 30 * MINUTE_MS),
    ...change,
  };
}

async function shown(report: string) {
  return (await ask(desk.investigator, 'GET', `reports/${report}/calls`)).json();
}

function statesOf(page: { clocks: { kind: string; state: string }[] }) {
  return Object.fromEntries(page.clocks.map(({ kind, state }) => [kind, state]));
}

test('an imminent report is told by voice within the hour: the voice clock is met, the package clock goes on', async () => {
  const { number, receivedAt } = await alarmed();
  const before = await shown(number);
  expect(before.clocks.map((clock: { kind: string; dueAt: string }) => [clock.kind, clock.dueAt])).toEqual([
    ['voice', plusMs(receivedAt, HOUR_MS)],
    ['package', plusMs(receivedAt, 24 * HOUR_MS)],
  ]);
  desk.moveClock(20 * MINUTE_MS);
  const made = await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached());
  expect(made.statusCode).toBe(200);
  const after = await shown(number);
  expect(statesOf(after)).toEqual({ voice: 'met', package: 'running' });
  // Neither clock begins anew with the call.
  const dues = (page: { clocks: { dueAt: string }[] }) => page.clocks.map(({ dueAt }) => dueAt);
  expect(dues(after)).toEqual(dues(before));
  expect(after.calls).toHaveLength(1);
  expect(after.calls[0]).toMatchObject({
    agency: { code: 'QC-SPL' },
    reachedName: 'Sgt. Example',
    ground: { fr: 'Danger immédiat pour un enfant' },
    callBacks: [],
  });
});

test('a call nobody answered is kept and meets nothing', async () => {
  const { number } = await alarmed();
  const call = { number: '+1 450 555 0199', result: 'no-answer', calledAt: desk.clock.now() };
  expect((await ask(desk.investigator, 'POST', `reports/${number}/calls`, call)).statusCode).toBe(200);
  const page = await shown(number);
  expect([page.calls[0].result, page.calls[0].numberFrom]).toEqual(['no-answer', 'typed']);
  expect(statesOf(page)).toEqual({ voice: 'running', package: 'running' });
});

test('a report that could not be read, that nobody holds and that is not imminent is handed over all the same', async () => {
  const { number } = await aReport({ unreadable: 'malformed-xml' });
  expect((await shown(number)).clocks).toEqual([]);
  expect((await ask(desk.reviewer, 'POST', `reports/${number}/calls`, reached())).statusCode).toBe(200);
  expect(statesOf(await shown(number))).toEqual({ voice: 'met', package: 'running' });
});

test('what is missing is said in words, and nothing is recorded', async () => {
  const { number } = await alarmed();
  const refused = async (change: object) => {
    const answer = await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached(change));
    return [answer.statusCode, answer.json().code];
  };
  expect(await refused({ reachedName: '' })).toEqual([409, 'name-missing']);
  expect(await refused({ ground: 'because' })).toEqual([409, 'ground-unknown']);
  expect(await refused({ agency: 'XX-NONE' })).toEqual([409, 'unknown-agency']);
  expect(await refused({ calledAt: plusMs(desk.clock.now(), HOUR_MS) })).toEqual([409, 'in-the-future']);
  expect((await shown(number)).calls).toEqual([]);
});

test('a promised call-back waits in the list until it came; who was not reached stays awaited', async () => {
  const { number } = await alarmed();
  const { call } = (await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached())).json();
  const awaited = async () =>
    (await ask(desk.reviewer, 'GET', 'calls'))
      .json()
      .callBacks.filter((one: { report: string }) => one.report === number);
  expect(await awaited()).toHaveLength(1);
  const back = (body: object) => ask(desk.reviewer, 'POST', `calls/${call}/call-backs`, body);
  expect((await back({ result: 'not-reached', note: 'No answer.' })).json().code).toBe('still-awaited');
  const later = plusMs(desk.clock.now(), HOUR_MS);
  await back({ result: 'not-reached', note: 'No answer.', callBackBy: later });
  expect((await awaited())[0]).toMatchObject({ awaitsUntil: later, reachedName: 'Sgt. Example' });
  expect((await shown(number)).calls[0].callBacks).toMatchObject([{ result: 'not-reached', note: 'No answer.' }]);
  expect((await back({ result: 'came', note: 'A car is on its way.' })).statusCode).toBe(200);
  expect(await awaited()).toEqual([]);
  expect((await back({ result: 'came', note: 'Again.' })).json().code).toBe('none-awaited');
});

test('a person who lowers the report ends its clocks; raised again, they run from then', async () => {
  const { number, reportId } = await alarmed();
  const set = (urgency: 'P1' | 'P2') =>
    inTransaction(desk.db, async (tx) => {
      const reason = 'looked at with a second person';
      const done = await changeUrgency(tx, desk, desk.investigator, reportId, { urgency, reason });
      expect(done.ok).toBe(true);
      await keepHandOverClocks(tx, desk, [reportId]);
    });
  await set('P2');
  expect(statesOf(await shown(number))).toEqual({ voice: 'ended', package: 'ended' });
  desk.moveClock(5 * HOUR_MS);
  await set('P1');
  const page = await shown(number);
  expect(statesOf(page)).toEqual({ voice: 'running', package: 'running' });
  expect(page.clocks[0].startsAt).toBe(desk.clock.now());
});

test('a clock that runs is not started anew by another look, and ends only once, with a reason', async () => {
  const { number, reportId } = await alarmed();
  const first = (await shown(number)).clocks;
  desk.moveClock(10 * MINUTE_MS);
  await inTransaction(desk.db, (tx) => keepHandOverClocks(tx, desk, [reportId]));
  const due = (clocks: { dueAt: string }[]) => clocks.map(({ dueAt }) => dueAt);
  expect(due((await shown(number)).clocks)).toEqual(due(first));
  const end = (reason: string) =>
    ask(desk.investigator, 'POST', `reports/${number}/hand-over-clocks/package/end`, { reason });
  expect((await end('no')).json().code).toBe('reason-too-short');
  expect((await end('The service holds the whole file already.')).statusCode).toBe(204);
  expect((await end('The service holds the whole file already.')).json().code).toBe('no-such-clock');
  expect(statesOf(await shown(number))).toEqual({ voice: 'running', package: 'ended' });
});

test('a delivered package meets the package clock of what it holds', async () => {
  const { number, reportId } = await alarmed();
  desk.moveClock(25 * HOUR_MS);
  await inTransaction(desk.db, (tx) => meetPackageClocks(tx, [reportId], desk.clock.now()));
  expect(statesOf(await shown(number))).toEqual({ voice: 'late', package: 'met-late' });
});

test('strangers and machines neither see nor record calls', async () => {
  const { number } = await alarmed();
  expect((await ask(null, 'POST', `reports/${number}/calls`, reached())).statusCode).toBe(401);
  const administrator = { ...desk.reviewer, roles: ['administrator'] as const };
  expect((await ask(administrator, 'POST', `reports/${number}/calls`, reached())).statusCode).toBe(404);
  expect((await ask(administrator, 'GET', `reports/${number}/calls`)).statusCode).toBe(404);
  expect((await ask(administrator, 'GET', 'calls')).statusCode).toBe(404);
});

test('what was said goes with its report', async () => {
  const { number, reportId } = await alarmed();
  await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached());
  expect(await inTransaction(desk.db, (tx) => forgetCalls(tx, [reportId]))).toBe(4);
  expect((await shown(number)).calls).toEqual([]);
});

test('a call is a step of the road of its report, without the facts', async () => {
  const { number, reportId } = await alarmed();
  await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached());
  const road = await inTransaction(desk.db, (tx) => callRoad(tx, reportId));
  expect(road.map(({ stage, result }) => [stage, result])).toEqual([['told-by-telephone', 'reached']]);
  expect(JSON.stringify(road)).not.toContain('read out');
});

test('the facts given stand behind an act of their own, for those who may know of victims', async () => {
  const { number } = await alarmed();
  const { call } = (await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached())).json();
  expect(JSON.stringify(await shown(number))).not.toContain('read out');
  expect((await ask(desk.reviewer, 'POST', `calls/${call}/opening`)).json().facts).toContain('read out');
  const liaison = { ...desk.reviewer, roles: ['liaison'] as const };
  expect((await ask(liaison, 'POST', `calls/${call}/opening`)).statusCode).toBe(404);
  const [opened] = await desk.db.query(
    "select act from audit_entry where act = 'open-call-facts' and outcome = 'done'",
  );
  expect(opened).toBeDefined();
});

test('an alarm that comes with a later version starts the clocks when it came, not at the first receipt', async () => {
  const { number, reportId } = await aReport({ receivedAt: desk.clock.now() });
  desk.moveClock(4 * 24 * HOUR_MS);
  const now = desk.clock.now();
  await inTransaction(desk.db, async (tx) => {
    await tx.query('update triage_queue set level = 1 where report_id = $1', [reportId]);
    await keepHandOverClocks(tx, desk, [reportId], now);
  });
  expect((await shown(number)).clocks.map((clock: { startsAt: string }) => clock.startsAt)).toEqual([now, now]);
});

test('a service that was told waits for its package when the report is lowered afterwards', async () => {
  const { number, reportId } = await alarmed();
  await ask(desk.investigator, 'POST', `reports/${number}/calls`, reached());
  await inTransaction(desk.db, async (tx) => {
    const change = { urgency: 'P2', reason: 'the child was seen safe by the police' } as const;
    await changeUrgency(tx, desk, desk.investigator, reportId, change);
    await keepHandOverClocks(tx, desk, [reportId]);
  });
  expect(statesOf(await shown(number))).toEqual({ voice: 'met', package: 'running' });
});

test('a decision after which nobody is to be told ends the clocks, and the list begins with who is to be told by voice', async () => {
  const first = await alarmed();
  const { number, reportId } = await alarmed();
  await inTransaction(desk.db, async (tx) => {
    await tx.query(
      `insert into triage_decision (report_id, disposition, reason, decided_by, decided_at, effective_at)
       values ($1, 'duplicate-of', 'same-report', 1, now(), now())`,
      [reportId],
    );
    await keepHandOverClocks(tx, desk, [reportId, first.reportId]);
  });
  expect(statesOf(await shown(number))).toEqual({ voice: 'ended', package: 'ended' });
  const { clocks } = (await ask(desk.reviewer, 'GET', 'calls')).json();
  const kinds = clocks.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toContain('package');
  expect(kinds.lastIndexOf('voice')).toBeLessThan(kinds.indexOf('package'));
  expect(clocks.some((clock: { report: string }) => clock.report === number)).toBe(false);
  expect(clocks.some((clock: { report: string }) => clock.report === first.number)).toBe(true);
});

test('a call long before its report is not believed', async () => {
  const { number } = await alarmed();
  const calledAt = plusMs(desk.clock.now(), -30 * 24 * HOUR_MS);
  const answer = await ask(
    desk.investigator,
    'POST',
    `reports/${number}/calls`,
    reached({ calledAt, callBackBy: null }),
  );
  expect(answer.json().code).toBe('long-before-receipt');
});
