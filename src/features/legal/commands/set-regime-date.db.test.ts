import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { proposalRoutes } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { fileNotice, type IntakeDeps } from '#features/intake';
import { aNotice } from '#features/intake/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { regimeActs, regimeRoutes } from '../http-regimes.ts';
import { clocksOf } from '../queries/clocks-of.ts';
import { noticeTermsAt } from '../queries/notice-terms.ts';
import { startClocks } from './gather-reports.ts';

// Proved: two persons set the day; notices and their clocks on either side of it, at midnight in Toronto; nothing born is changed.
// Out of scope: the screen. Alone: npx vitest run --project database src/features/legal/commands/set-regime-date.db.test.ts
let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const PROVIDER: Actor = { kind: 'credential', credentialId: 1 as never, provider: 'Example Mail', scope: 'notices' };

let database: TestDatabase;
let app: FastifyInstance;
let deps: IntakeDeps;
let administrator: StaffActor;
let supervisor: StaffActor;
let caller: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  administrator = (await signedInAs(database.db, { clock }, { name: 'Admin', roles: ['administrator'] })).actor;
  supervisor = (await signedInAs(database.db, { clock }, { name: 'Super', roles: ['supervisor'] })).actor;
  caller = administrator;
  deps = {
    db: database.db,
    vault: {} as IntakeDeps['vault'],
    clock,
    log: silentLog,
    operatorDir: '/none',
    onReceived: async () => undefined,
    noticeTerms: noticeTermsAt,
  };
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: [...regimeRoutes({ clock }), ...proposalRoutes({ clock, acts: regimeActs({ clock }) })],
    authenticate: async () => ({ actor: caller, stepUpUntil: now }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const ask = async (as: StaffActor, method: 'GET' | 'POST', url: string, body?: object) => {
  caller = as;
  const answered = await app.inject({
    method,
    url: `/api/v1/${url}`,
    ...(body === undefined ? {} : { payload: body, headers: { 'idempotency-key': `${Math.random()}` } }),
  });
  return { status: answered.statusCode, body: answered.json() };
};
const proposeDay = (inForceFrom: string | null) =>
  ask(administrator, 'POST', 'regimes/mra-2026/days', {
    inForceFrom,
    authority: 'SI/2027-1',
    reason: 'order in council',
  });
async function setDay(inForceFrom: string | null): Promise<number> {
  const { body } = await proposeDay(inForceFrom);
  const shown = await ask(supervisor, 'GET', `proposals/${body.proposalId}`);
  const approval = { contentHash: shown.body.contentHash };
  await ask(supervisor, 'POST', `proposals/${body.proposalId}/approval`, approval);
  return (await ask(administrator, 'POST', `proposals/${body.proposalId}/execution`)).status;
}
/** Files a manifest notice without transmission data, and runs the clocks' stage whenever that is. */
async function fileAt(receivedAt: string, reference: string) {
  now = receivedAt as Instant;
  const said = aNotice({
    reference,
    material: { description: 'x', format: 'video', manifest: true },
    transmissionData: [],
  });
  return granted(await fileNotice(deps, PROVIDER, { channel: 'api', said }));
}
async function clockOf(incidentNumber: string) {
  const [row] = await database.db.query<{ id: number }>('select report_id as id from intake_report where number = $1', [
    incidentNumber,
  ]);
  await inTransaction(database.db, (tx) => startClocks(tx, { clock }, [row?.id ?? 0]));
  const clocks = await clocksOf(database.db, [row?.id ?? 0]);
  return clocks.find((one) => one.kind === 'mra-preservation');
}

describe('the day the amended Act comes into force', () => {
  test('is nobody’s to set alone, and no supervisor’s at all', async () => {
    const alone = await proposeDay('2027-01-01');
    expect(alone.status).toBe(200);
    const executed = await ask(administrator, 'POST', `proposals/${alone.body.proposalId}/execution`);
    expect(executed.status).toBeGreaterThanOrEqual(400);
    const body = { inForceFrom: '2027-01-01', authority: 'x', reason: 'x' };
    expect((await ask(supervisor, 'POST', 'regimes/mra-2026/days', body)).status).toBe(404);
    expect((await ask(administrator, 'POST', 'regimes/mra-2011/days', body)).body.code).toBe('fixed-by-law');
    expect((await ask(administrator, 'GET', 'regimes')).body.items[1]).toMatchObject({ inForceFrom: null, days: [] });
    const withdrawn = await app.inject({ method: 'DELETE', url: `/api/v1/proposals/${alone.body.proposalId}` });
    expect(withdrawn.statusCode).toBeLessThan(300);
  });

  test('changes what is asked of notices at midnight in Toronto, and nothing that was born before', async () => {
    const early = await fileAt('2026-12-01T12:00:00.000Z', 'E');
    expect(early.receipt?.told).toMatchObject({ regime: 'mra-2011', keeping: { lastDay: '2026-12-22' } });

    expect(await setDay('2027-01-01')).toBe(200);
    const before = await fileAt('2027-01-01T04:59:59.000Z', 'B');
    const after = await fileAt('2027-01-01T05:00:00.000Z', 'A');

    expect(before.receipt?.told).toMatchObject({
      regime: 'mra-2011',
      transmissionDataMissing: false,
      keeping: { lastDay: '2027-01-21', until: '2027-01-22T05:00:00.000Z' },
    });
    expect(after.receipt?.told).toMatchObject({
      regime: 'mra-2026',
      transmissionDataMissing: true,
      keeping: { lastDay: '2028-01-01', until: '2028-01-02T05:00:00.000Z' },
    });
    for (const { receipt, incidentNumber } of [early, before, after])
      expect(await clockOf(incidentNumber)).toMatchObject({
        regime: receipt?.told.regime,
        dueAt: receipt?.told.keeping?.until,
      });
  });

  test('leaves a new version of an old notice under the law of the first', async () => {
    now = '2027-02-01T12:00:00.000Z' as Instant;
    const said = aNotice({ reference: 'E', emails: ['a@mail.example'] });
    const again = granted(await fileNotice(deps, PROVIDER, { channel: 'api', said }));
    expect(again).toMatchObject({ outcome: 'new-version', receipt: { told: { regime: 'mra-2011' } } });
    expect(again.receipt?.told.keeping?.lastDay).toBe('2026-12-22');
  });

  test('can be moved or taken back for notices to come, and every row stays', async () => {
    now = '2027-02-02T12:00:00.000Z' as Instant;
    expect(await setDay(null)).toBe(200);
    expect((await fileAt('2027-02-03T12:00:00.000Z', 'T')).receipt?.told.regime).toBe('mra-2011');
    const { body } = await ask(supervisor, 'GET', 'regimes');
    expect(body.items[1].days).toMatchObject([
      { inForceFrom: '2027-01-01', authority: 'SI/2027-1' },
      { inForceFrom: null },
    ]);
    const rewritten = database.db.query(`update legal_regime_date set in_force_from = '2020-01-01'`, []);
    await expect(rewritten).rejects.toThrow('append only');
  });
});
