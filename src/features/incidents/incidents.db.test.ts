import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS, HOUR_MS } from '#core/units.ts';
import { signedInAs } from '#features/access/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { openByEvent } from './commands/open-incident.ts';
import { OPENED_BY } from './domain/incident-kinds.ts';
import { incidentRoutes } from './http.ts';

// Proved: incidents open by themselves once per thing, their clocks follow what is found, nothing closes while one runs.
// Out of scope: that the stages listen (pipeline/open-incidents.db.test.ts). Alone: npx vitest run --project database incidents
let database: TestDatabase;
let app: FastifyInstance;
let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
let caller: StaffActor;
let supervisor: StaffActor;
let administrator: StaffActor;
let auditor: StaffActor;
let investigator: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  const person = async (name: string, roles: readonly Role[]) =>
    (await signedInAs(database.db, { clock }, { name, roles })).actor;
  supervisor = await person('Supervisor', ['supervisor']);
  administrator = await person('Administrator', ['administrator']);
  auditor = await person('Auditor', ['auditor']);
  investigator = await person('Investigator', ['triage-investigator']);
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: incidentRoutes({ clock }),
    authenticate: async () => ({ actor: caller }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function call(actor: StaffActor, method: 'GET' | 'POST' | 'PUT', path = '', payload?: object) {
  caller = actor;
  const headers = { host: 'localhost' };
  return app.inject({ method, url: `/api/v1/incidents${path}`, headers, ...(payload ? { payload } : {}) });
}
const FACTS = {
  what: 'Found and described.',
  jeopardisesFunction: false,
  personalInformation: true,
  note: 'Looked into it.',
};

test('every event that must not pass unseen opens one incident per thing, whatever is repeated', async () => {
  for (const event of Object.keys(OPENED_BY) as (keyof typeof OPENED_BY)[]) {
    const open = () => inTransaction(database.db, (tx) => openByEvent(tx, { clock }, event, [41, 42]));
    await open();
    await Promise.all([open(), open()]);
  }
  const { items } = (await call(auditor, 'GET')).json();
  expect(items).toHaveLength(2 * Object.keys(OPENED_BY).length);
  expect(new Set(items.map((item: { number: string }) => item.number)).size).toBe(items.length);
  expect(items.every((item: { byItself: boolean; state: string }) => item.byItself && item.state === 'open')).toBe(
    true,
  );
  const events = await database.db.query("select 1 from outbox_event where kind = 'incident.opened'");
  expect(events).toHaveLength(Object.keys(OPENED_BY).length);
});

test('an incident goes its whole road; its clocks run in doubt, end by a judgement, are met by telling', async () => {
  const body = { kind: 'other', what: 'A list was printed and left in a meeting room.' };
  const { number } = (await call(investigator, 'POST', '', body)).json();
  const read = async (as = supervisor) => (await call(as, 'GET', `/${number}`)).json();
  expect((await read()).clocks.map((one: { kind: string; state: string }) => `${one.kind} ${one.state}`)).toEqual([
    'jeopardised-function running',
    'privacy-commissioner running',
    'persons-concerned running',
  ]);
  expect(
    (await call(administrator, 'POST', `/${number}/moves`, { act: 'contain', note: 'Shredded.' })).statusCode,
  ).toBe(200);
  const early = await call(supervisor, 'POST', `/${number}/judgement`, { material: 'material', note: 'x' });
  expect([early.statusCode, early.json().code]).toEqual([409, 'facts-missing']);
  expect((await call(administrator, 'PUT', `/${number}`, FACTS)).statusCode).toBe(200);
  expect((await read()).clocks[0]).toMatchObject({
    kind: 'jeopardised-function',
    state: 'ended',
    endedReason: 'Looked into it.',
  });
  const judgement = { material: 'material', note: 'Names could be read by others.' };
  expect((await call(administrator, 'POST', `/${number}/judgement`, judgement)).statusCode).toBe(404);
  expect((await call(supervisor, 'POST', `/${number}/judgement`, judgement)).statusCode).toBe(200);
  const close = () => call(supervisor, 'POST', `/${number}/moves`, { act: 'close', note: 'Done.' });
  expect((await close()).json().code).toBe('clock-running');
  const tell = (clockKind: string) =>
    call(supervisor, 'POST', `/${number}/told`, { told: 'Commissioner', clock: clockKind, reference: 'OPC-1' });
  expect((await tell('privacy-commissioner')).statusCode).toBe(200);
  expect((await tell('privacy-commissioner')).json().code).toBe('no-such-clock');
  now = plusMs(now, 31 * DAY_MS);
  expect((await read()).nextClock).toMatchObject({ kind: 'persons-concerned', state: 'over' });
  expect((await tell('persons-concerned')).statusCode).toBe(200);
  expect((await close()).statusCode).toBe(200);
  const closed = await read(auditor);
  expect(closed).toMatchObject({ state: 'closed', openedBy: 'Investigator', material: 'material' });
  expect(closed.clocks.map((one: { state: string }) => one.state)).toEqual(['ended', 'met', 'late']);
  expect(closed.timeline.map((one: { act: string }) => one.act)).toEqual([
    ...['opened', 'contain', 'describe', 'judge', 'told', 'told', 'close'],
  ]);
  expect((await call(supervisor, 'POST', `/${number}/moves`, { act: 'contain', note: 'x' })).json().code).toBe(
    'wrong-state',
  );
});

test('not material after all, the privacy clocks end; material again, they run from their first start', async () => {
  const { number } = (await call(supervisor, 'POST', '', { kind: 'sent-wrongly', what: 'Wrong folder.' })).json();
  await call(supervisor, 'PUT', `/${number}`, FACTS);
  await call(supervisor, 'POST', `/${number}/moves`, { act: 'contain', note: 'Deleted there.' });
  await call(supervisor, 'POST', `/${number}/judgement`, { material: 'not-material', note: 'Could not be opened.' });
  const states = async () =>
    (await call(supervisor, 'GET', `/${number}`)).json().clocks.map((one: { state: string }) => one.state);
  expect(await states()).toEqual(['ended', 'ended']);
  now = plusMs(now, 24 * HOUR_MS);
  await call(supervisor, 'POST', `/${number}/moves`, { act: 'reopen', note: 'It could be opened.' });
  await call(supervisor, 'POST', `/${number}/moves`, { act: 'contain', note: 'x' });
  await call(supervisor, 'POST', `/${number}/judgement`, { material: 'material', note: 'It could be opened.' });
  expect(await states()).toEqual(['running', 'running']);
});

test('the register is not there for whoever has no part in it, and its timeline cannot be rewritten', async () => {
  const stranger = { ...investigator, roles: ['intake-clerk' as const] };
  expect((await call(stranger, 'GET')).statusCode).toBe(404);
  expect((await call(auditor, 'POST', '/I-2026-00001/moves', { act: 'contain', note: 'x' })).statusCode).toBe(404);
  await expect(database.db.query("update incidents_act set note = 'x'")).rejects.toThrow('append only');
  await expect(database.db.query('delete from incidents_report')).rejects.toThrow('append only');
});
