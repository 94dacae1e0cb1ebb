import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { aStaffActor, signedInAs } from '#features/access/testing';
import { aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import type { DecisionRequest } from '../domain/decision-rules.ts';
import { type QueuePage, queuePage } from '../queries/queue-page.ts';
import { triageOfReport } from '../queries/triage-of-report.ts';
import { queuePageBody, triageBody } from '../schemas.ts';
import { announceDueDecisions } from './announce-due-decisions.ts';
import { changeUrgency } from './change-urgency.ts';
import { claimReport, releaseClaim } from './claim-report.ts';
import { decideReport } from './decide-report.ts';
import { expireLeases } from './expire-leases.ts';
import { confirmFactor } from './judge-factor.ts';
import { openInQueue } from './open-in-queue.ts';
import { takeNext } from './take-next.ts';
import { triageReports } from './triage-reports.ts';
import { undoDecision } from './undo-decision.ts';

const START = '2026-11-24T12:00:00.000Z' as Instant;
let now = START;
const deps: { readonly clock: Clock } = { clock: { now: () => now } };
let database: TestDatabase;
let ann: StaffActor;
let bob: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  const roles = ['triage-investigator'] as const;
  ann = (await signedInAs(database.db, deps, { name: 'Ann', roles })).actor;
  bob = (await signedInAs(database.db, deps, { name: 'Bob', roles })).actor;
});
afterAll(() => database.drop());
beforeEach(() => {
  now = START;
  return database.db.query('truncate triage_queue, triage_decision, triage_confirmed_factor, outbox_event');
});

const act = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work);
const count = async (sql: string) => (await database.db.query<{ n: number }>(`select count(*) as n from ${sql}`))[0]?.n;

/** Received and in the queue, as a receipt leaves it: no stage has run. */
function receive(report: Parameters<typeof aSubmittedReport>[0] = {}) {
  return act((tx) =>
    receiveForTest(
      tx,
      { report: aSubmittedReport(report) },
      { onReceived: (inner, heads) => openInQueue(inner, deps, heads) },
    ),
  );
}

const decide = (reportId: number, request: Partial<DecisionRequest> = {}, by = ann) =>
  act((tx) =>
    decideReport(tx, deps, by, reportId, {
      disposition: 'package',
      reason: '1',
      note: null,
      target: null,
      version: null,
      ...request,
    }),
  );
const stateOf = async (reportId: number) =>
  (await database.db.query<{ state: string }>('select state from intake_report where report_id = $1', [reportId]))[0]
    ?.state;

describe('a decision', () => {
  it('can be taken on a provisional row, when no stage has run at all', async () => {
    const { reportId, number } = await receive();
    const taken = await act((tx) => takeNext(tx, deps, ann));
    expect(taken).toMatchObject({ ok: true, value: { report: number } });
    expect(await decide(reportId)).toMatchObject({ ok: true, value: { reason: 'offence-and-place' } });
    expect(await stateOf(reportId)).toBe('package');
    expect(await count(`intake_ledger where to_state = 'package' and report_id = ${reportId}`)).toBe(1);
    expect(
      await count(
        `audit_entry where act = 'decide-report' and outcome = 'done' and object_ids = array[${reportId}::bigint]`,
      ),
    ).toBe(1);
  });

  it('is announced once, when its thirty seconds have passed', async () => {
    const { reportId } = await receive();
    await act((tx) => claimReport(tx, deps, ann, reportId));
    await decide(reportId);
    expect(await act((tx) => announceDueDecisions(tx, deps))).toBe(0);
    now = plusMs(START, 30 * SECOND_MS);
    expect(await act((tx) => announceDueDecisions(tx, deps))).toBe(1);
    expect(await act((tx) => announceDueDecisions(tx, deps))).toBe(0);
    expect(await count(`outbox_event where kind = 'report.decided'`)).toBe(1);
  });

  it('is refused to whoever does not hold the report, and the refusal is on record', async () => {
    const { reportId } = await receive();
    await act((tx) => claimReport(tx, deps, ann, reportId));
    expect(await decide(reportId, {}, bob)).toMatchObject({ ok: false, refusal: { kind: 'not-claimed' } });
    expect(await stateOf(reportId)).toBe('open');
    expect(
      await count(
        `audit_entry where act = 'decide-report' and outcome = 'refused' and object_ids = array[${reportId}::bigint]`,
      ),
    ).toBe(1);
  });

  it('is denied to other roles', async () => {
    const { reportId } = await receive();
    const clerk = aStaffActor({ roles: ['intake-clerk'] });
    expect(await decide(reportId, {}, clerk)).toEqual({ ok: false, refusal: { kind: 'not-permitted' } });
  });

  it('that names another report keeps its number, and never this one', async () => {
    const first = await receive();
    const second = await receive();
    await act((tx) => claimReport(tx, deps, ann, second.reportId));
    const asDuplicate = (target: string) => decide(second.reportId, { disposition: 'duplicate-of', target });
    expect(await asDuplicate(second.number)).toMatchObject({ refusal: { kind: 'unknown-target' } });
    expect(await asDuplicate('R-2026-999999')).toMatchObject({ refusal: { kind: 'unknown-target' } });
    expect(await asDuplicate(first.number)).toMatchObject({ ok: true });
  });
});

describe('undo', () => {
  it('within thirty seconds restores the report to its holder and leaves no outbox row', async () => {
    const { reportId } = await receive();
    await act((tx) => claimReport(tx, deps, ann, reportId));
    await decide(reportId);
    now = plusMs(START, 29 * SECOND_MS);
    expect(await act((tx) => undoDecision(tx, deps, ann, reportId))).toEqual({ ok: true, value: null });
    now = plusMs(START, 40 * SECOND_MS);
    await act((tx) => announceDueDecisions(tx, deps));
    expect(await count(`outbox_event where kind = 'report.decided'`)).toBe(0);
    expect(await stateOf(reportId)).toBe('open');
    const shown = await triageOfReport(database.db, ann, reportId, now);
    expect(shown).toMatchObject({ claim: { mine: true }, decision: null });
    expect(await decide(reportId, { disposition: 'lead-forwarded' })).toMatchObject({ ok: true });
  });

  it('comes too late after thirty seconds, and is nobody else’s', async () => {
    const { reportId } = await receive();
    await act((tx) => claimReport(tx, deps, ann, reportId));
    await decide(reportId);
    expect(await act((tx) => undoDecision(tx, deps, bob, reportId))).toMatchObject({ refusal: { kind: 'too-late' } });
    now = plusMs(START, 30 * SECOND_MS);
    expect(await act((tx) => undoDecision(tx, deps, ann, reportId))).toMatchObject({ refusal: { kind: 'too-late' } });
    expect(await stateOf(reportId)).toBe('package');
  });
});

describe('a claim', () => {
  it('names its holder to whoever comes second, and can be given back', async () => {
    const { reportId } = await receive();
    await act((tx) => claimReport(tx, deps, ann, reportId));
    expect(await act((tx) => claimReport(tx, deps, bob, reportId))).toMatchObject({
      refusal: { kind: 'held-by-another', holder: 'Ann', leaseUntil: plusMs(START, 30 * MINUTE_MS) },
    });
    expect(await act((tx) => releaseClaim(tx, deps, bob, reportId))).toMatchObject({
      refusal: { kind: 'not-claimed' },
    });
    expect(await act((tx) => releaseClaim(tx, deps, ann, reportId))).toMatchObject({ ok: true });
    expect(await act((tx) => claimReport(tx, deps, bob, reportId))).toMatchObject({ ok: true });
  });
});

describe('a factor proposed from a narrative', () => {
  const tonight = {
    narratives: [
      { path: 'additionalInfo', body: 'The provider states that a meeting is planned tonight.', restricted: false },
    ],
  };

  it('moves the report to imminent once a person confirms it', async () => {
    const { reportId } = await receive(tonight);
    await act((tx) => triageReports(tx, deps, [reportId]));
    const before = await triageOfReport(database.db, ann, reportId, now);
    expect(before?.assessment?.proposed[0]).toMatchObject({ code: 'meeting-planned', verdict: null });
    expect(before?.assessment?.urgency).not.toBe('P1');
    now = plusMs(START, MINUTE_MS);
    await act((tx) => confirmFactor(tx, deps, ann, reportId, 'meeting-planned', 'confirmed'));
    const after = await triageOfReport(database.db, ann, reportId, now);
    expect(() => triageBody.parse(after)).not.toThrow();
    expect(after?.assessment).toMatchObject({ urgency: 'P1', level: 1, floor: 'meeting-planned' });
    const sum = after?.assessment?.dangerFactors.reduce((total, one) => total + (one.applied ? one.weight : 0), 0);
    expect(sum).toBe(after?.assessment?.danger);
  });

  it('stands in the way of "no action possible" until somebody considered it', async () => {
    const { reportId } = await receive(tonight);
    await act((tx) => triageReports(tx, deps, [reportId]));
    await act((tx) => claimReport(tx, deps, ann, reportId));
    const noAction = () => decide(reportId, { disposition: 'not-actionable', reason: 'adult' });
    expect(await noAction()).toMatchObject({
      refusal: { kind: 'factors-not-considered', factors: ['meeting-planned'] },
    });
    await act((tx) => confirmFactor(tx, deps, ann, reportId, 'meeting-planned', 'considered'));
    expect(await noAction()).toMatchObject({ ok: true });
  });
});

describe('urgency', () => {
  it('is lowered from imminent by a person with a reason, and stays so when the stage runs again', async () => {
    const { reportId } = await receive({ senderAlarm: 'priority 1' });
    await act((tx) => triageReports(tx, deps, [reportId]));
    const lower = (reason: string) => act((tx) => changeUrgency(tx, deps, ann, reportId, { urgency: 'P2', reason }));
    expect(await lower('too short')).toMatchObject({ refusal: { kind: 'reason-too-short' } });
    expect(await lower('The police of jurisdiction has closed it.')).toMatchObject({ ok: true });
    await act((tx) => triageReports(tx, deps, [reportId]));
    const shown = await triageOfReport(database.db, ann, reportId, now);
    expect(shown?.assessment).toMatchObject({ level: 2, floor: 'person' });
  });
});

describe('the queue page', () => {
  it('puts alarms first, walks by key without gap or repetition, and counts', async () => {
    for (let index = 0; index < 7; index += 1) await receive({ senderAlarm: index === 4 ? 'exigent' : null });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: QueuePage = granted(
        await queuePage(database.db, { view: 'next', limit: 3, after, actor: ann, asOf: now }),
      );
      seen.push(...page.items.map((item) => item.report));
      after = page.next;
      expect(page.counts).toMatchObject({ open: 7, imminent: 1 });
    } while (after !== null);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    const whole = granted(await queuePage(database.db, { view: 'next', actor: ann, asOf: now }));
    expect(() => queuePageBody.parse(whole)).not.toThrow();
    const [first] = whole.items;
    expect(first).toMatchObject({ level: 1, provisional: true, senderAlarm: 'exigent' });
    expect(first?.actions.find((one) => one.name === 'decide')).toMatchObject({ allowed: false });
  });

  it('counts what is open exactly, through decisions, undoing and repeated receipts', async () => {
    const { reportId } = await receive();
    await receive();
    const open = async () => granted(await queuePage(database.db, { view: 'all', asOf: now })).counts.open;
    await act((tx) => triageReports(tx, deps, [reportId]));
    expect(await open()).toBe(2);
    await act((tx) => claimReport(tx, deps, ann, reportId));
    await decide(reportId);
    expect(await open()).toBe(1);
    await act((tx) => undoDecision(tx, deps, ann, reportId));
    await act((tx) => expireLeases(tx, deps));
    expect(await open()).toBe(2);
  });

  it('says how many imminent reports a filter hides', async () => {
    await receive({ senderAlarm: 'exigent' });
    await receive();
    const page = granted(await queuePage(database.db, { view: 'all', urgency: 'P3', asOf: now }));
    expect(page.items).toHaveLength(1);
    expect(page.counts.imminentOutsideFilter).toBe(1);
  });

  it('shows mine, and shows an expired lease as free with who had begun', async () => {
    const { number } = await receive();
    await act((tx) => takeNext(tx, deps, ann));
    const view = (name: 'mine' | 'next', asOf: Instant) =>
      queuePage(database.db, { view: name, actor: ann, asOf }).then(granted);
    expect((await view('mine', now)).items[0]).toMatchObject({ report: number, mine: true, holder: { name: 'Ann' } });
    expect((await view('next', now)).items).toEqual([]);
    const [free] = (await view('next', plusMs(START, 31 * MINUTE_MS))).items;
    expect(free).toMatchObject({ holder: null, halfDoneBy: 'Ann' });
  });
});
