import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { aStaffActor, signedInAs } from '#features/access/testing';
import {
  anIncident,
  aSubmittedIdentifier,
  aSubmittedPerson,
  aSubmittedReport,
  receiveForTest,
} from '#features/intake/testing';
import { findBundleByNumber, findMemberships, linkReports } from '#features/linking';
import { connect } from '#platform/postgres/connect.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { bundleOfReport } from '../queries/bundle-of-report.ts';
import { bundlePage } from '../queries/bundle-page.ts';
import { queuePage } from '../queries/queue-page.ts';
import { findQueueRows } from '../store/queue.ts';
import { changeUrgency } from './change-urgency.ts';
import { claimReport } from './claim-report.ts';
import { type BundleRequest, decideBundle } from './decide-bundle.ts';
import { decideReport } from './decide-report.ts';
import { confirmFactor } from './judge-factor.ts';
import { openBundleSample } from './open-bundle-sample.ts';
import { openInQueue } from './open-in-queue.ts';
import { dissolve, takeOutOfBundle } from './split-bundle.ts';
import { takeNext } from './take-next.ts';
import { triageReports } from './triage-reports.ts';
import { undoBundle } from './undo-bundle.ts';
import { undoDecision } from './undo-decision.ts';

// Proved here: near-identical reports on real rows, from receipt to one decision, with two people and two connections. Out of scope: what makes
// reports alike (linking/domain), the API and the console (test/journeys/viral-bundle.test.ts).

const START = '2026-11-27T12:00:00.000Z' as Instant;
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
  return database.db.query(
    `truncate triage_queue, triage_decision, triage_confirmed_factor, outbox_event, linking_bundle, linking_bundle_member,
       triage_bundle_sample, triage_bundle_decision cascade`,
  );
});

const act = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work);
const count = async (sql: string) => (await database.db.query<{ n: number }>(`select count(*) as n from ${sql}`))[0]?.n;

const WORDS = 'Posted in a public channel: the same picture that everybody shares today, reported by user';
let given = 0;

/** One of many: the same words on the same platform by another account. */
function oneOfMany(fields: Parameters<typeof aSubmittedReport>[0] = {}) {
  given += 1;
  const account = aSubmittedIdentifier({ value: `acct-${given}`, normal: `acct-${given}`, service: 'Example Service' });
  return aSubmittedReport({
    incidents: [anIncident({ incidentType: 'Child Pornography (possession, manufacture, and distribution)' })],
    persons: [aSubmittedPerson({ identifiers: [account] })],
    narratives: [{ path: 'additionalInfo', body: `${WORDS} acct-${given} at 10:0${given % 10}.`, restricted: false }],
    ...fields,
  });
}

async function receive(reports: readonly ReturnType<typeof oneOfMany>[]): Promise<readonly number[]> {
  return act(async (tx) => {
    const ids: number[] = [];
    for (const report of reports) {
      const head = await receiveForTest(
        tx,
        { report },
        { onReceived: (inner, heads) => openInQueue(inner, deps, heads) },
      );
      ids.push(head.reportId);
    }
    return ids;
  });
}

const road = (ids: readonly number[]) =>
  act(async (tx) => {
    await linkReports(tx, deps, ids);
    await triageReports(tx, deps, ids);
  });

async function arrive(number: number, fields: Parameters<typeof aSubmittedReport>[0] = {}): Promise<readonly number[]> {
  const ids = await receive(Array.from({ length: number }, () => oneOfMany(fields)));
  await road(ids);
  return ids;
}

async function theBundle() {
  const [row] = await database.db.query<{ number: string }>(
    'select number from linking_bundle order by bundle_id desc limit 1',
  );
  const bundle = row ? await findBundleByNumber(database.db, row.number) : null;
  if (bundle === null) throw new Error('There is no bundle.');
  return bundle;
}

const rowsOf = async (ids: readonly number[]) =>
  new Map((await findQueueRows(database.db, ids)).map((row) => [row.reportId, row]));
const listed = async () => {
  const page = await queuePage(database.db, { view: 'all', limit: 200, asOf: now });
  return page.ok ? page.value.items : [];
};
const claim = async (by = ann) => {
  const [face] = (await listed()).filter((item) => item.bundle !== null);
  const [row] = await database.db.query<{ id: number }>('select report_id as id from intake_report where number = $1', [
    face?.report,
  ]);
  return act((tx) => claimReport(tx, deps, by, row?.id ?? 0));
};
async function sample(by = ann) {
  const { bundleId } = await theBundle();
  const opened = await act((tx) => openBundleSample(tx, deps, by, bundleId));
  if (!opened.ok) throw new Error(opened.refusal.kind);
  return opened.value;
}
async function decide(sampleHash: string, fields: Partial<BundleRequest> = {}, by = ann) {
  const { bundleId } = await theBundle();
  const request = {
    disposition: 'not-actionable',
    reason: 'viral-no-intent',
    note: null,
    target: null,
    sampleHash,
    ...fields,
  } as const;
  return act((tx) => decideBundle(tx, deps, by, bundleId, request));
}

describe('near-identical reports', () => {
  it('collapse to one row of the queue once there are enough of them', async () => {
    const few = await arrive(9);
    expect((await listed()).map((item) => item.bundle)).toEqual(few.map(() => null));
    const [tenth] = await arrive(1);
    const items = await listed();
    expect(items).toHaveLength(1);
    expect(items[0]?.bundle).toMatchObject({ together: 10, apart: 0 });
    expect((await theBundle()).number).toMatch(/^VB-2026-\d+$/);
    expect((await rowsOf([tenth ?? 0])).get(tenth ?? 0)).toMatchObject({ swallowed: true });
    await arrive(3);
    expect((await listed())[0]?.bundle).toMatchObject({ together: 13 });
  });

  it('are placed once, however often their stage runs', async () => {
    const ids = await arrive(12);
    await road(ids);
    await road(ids.slice(3, 5));
    expect((await listed())[0]?.bundle).toMatchObject({ together: 12, apart: 0 });
    expect(await count('linking_bundle')).toBe(1);
  });

  it('stay alone where a child or danger is spoken of, and say why', async () => {
    await arrive(10);
    const victim = aSubmittedPerson({ role: 'victim', path: 'victim[0]', firstName: null });
    const [withChild] = await arrive(1, { persons: [victim] });
    const [withAlarm] = await arrive(1, { senderAlarm: 'exigent' });
    const [withMark] = await arrive(1, { annotations: ['sextortion'] });
    const rows = await rowsOf([withChild, withAlarm, withMark].map((id) => id ?? 0));
    expect([...rows.values()].map((row) => row.swallowed)).toEqual([false, false, false]);
    const page = await bundlePage(database.db, ann, await theBundle(), now);
    expect(page).toMatchObject({ together: 10, apart: 3 });
    expect(page.keptApart.map((one) => one.reasons[0]?.code)).toEqual(
      expect.arrayContaining(['victim', 'sender-alarm']),
    );
  });

  it('that somebody holds when the bundle comes stay in those hands', async () => {
    const [held] = await arrive(9);
    await act((tx) => claimReport(tx, deps, bob, held ?? 0));
    await arrive(1);
    expect(await count('linking_bundle')).toBe(0);
    await arrive(1);
    expect((await rowsOf([held ?? 0])).get(held ?? 0)).toMatchObject({ bundleId: null, holder: bob.staffId });
    expect((await listed()).filter((item) => item.bundle !== null)).toHaveLength(1);
  });
});

describe('a bundle in somebody’s hands', () => {
  it('is taken as one, and none of its members can be claimed or decided by itself', async () => {
    const ids = await arrive(11);
    const taken = await act((tx) => takeNext(tx, deps, ann));
    expect(taken).toMatchObject({ ok: true, value: { bundle: (await theBundle()).number } });
    expect(await act((tx) => takeNext(tx, deps, bob))).toMatchObject({ refusal: { kind: 'queue-empty' } });
    const claimed = await act((tx) => claimReport(tx, deps, bob, ids[5] ?? 0));
    expect(claimed).toMatchObject({ ok: false, refusal: { kind: 'in-bundle' } });
    const alone = { disposition: 'package', reason: '1', note: null, target: null, version: null } as const;
    expect(await act((tx) => decideReport(tx, deps, ann, ids[0] ?? 0, alone))).toMatchObject({
      refusal: { kind: 'in-bundle' },
    });
  });

  it('is decided only after its sample was opened, by the person who holds it, and never to a package', async () => {
    await arrive(10);
    await claim();
    expect(await decide('no-such-sample')).toMatchObject({ refusal: { kind: 'sample-not-opened' } });
    const { sampleHash, reportIds, present } = await sample();
    expect([present, reportIds.length]).toEqual([10, 7]);
    const bobs = await sample(bob);
    expect(await decide(bobs.sampleHash, {}, bob)).toMatchObject({ refusal: { kind: 'bundle-not-claimed' } });
    expect(await decide(bobs.sampleHash)).toMatchObject({ refusal: { kind: 'sample-not-opened' } });
    expect(await decide(sampleHash, { disposition: 'package', reason: '1' })).toMatchObject({
      refusal: { kind: 'not-for-bundles' },
    });
    expect(await decide(sampleHash, { reason: 'no-identifier' })).toMatchObject({
      refusal: { kind: 'not-for-bundles' },
    });
    expect(await count(`intake_ledger where to_state <> 'open'`)).toBe(0);
  });

  it('is disposed of whole: a ledger row, a decision and a row of the trail for each report', async () => {
    const ids = await arrive(12);
    await claim();
    const { sampleHash } = await sample();
    expect(await decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 12, leftAlone: 0 } });
    const of = `report_id = any (array[${ids}])`;
    expect(await count(`intake_ledger where to_state = 'not-actionable' and from_state = 'open' and ${of}`)).toBe(12);
    expect(await count(`triage_decision where bundle_decision_id is not null and ${of}`)).toBe(12);
    expect(
      await count(
        `audit_entry where act = 'decide-bundle' and outcome = 'done' and object_ids[1] = any (array[${ids}])`,
      ),
    ).toBe(12);
    expect(await listed()).toEqual([]);
    expect(await decide(sampleHash)).toMatchObject({ refusal: { kind: 'bundle-closed' } });
  });

  it('may be named duplicates of a report outside it, never of one of its own', async () => {
    const [outside] = await arrive(1, { narratives: [] });
    const ids = await arrive(10);
    await claim();
    const { sampleHash } = await sample();
    const numbers = await database.db.query<{ id: number; number: string }>(
      'select report_id as id, number from intake_report',
    );
    const numberOf = (id = 0) => numbers.find((one) => one.id === id)?.number ?? '';
    const asDuplicate = (target: string) =>
      decide(sampleHash, { disposition: 'duplicate-of', reason: 'bundle', target });
    expect(await asDuplicate('')).toMatchObject({ refusal: { kind: 'target-missing' } });
    expect(await asDuplicate(numberOf(ids[4]))).toMatchObject({ refusal: { kind: 'unknown-target' } });
    expect(await asDuplicate(numberOf(outside))).toMatchObject({ ok: true, value: { decided: 10 } });
  });
});

describe('thirty seconds', () => {
  it('bring every report back into the bundle and the same hands', async () => {
    const ids = await arrive(10);
    await claim();
    const { sampleHash } = await sample();
    await decide(sampleHash);
    const { bundleId } = await theBundle();
    now = plusMs(START, 29 * SECOND_MS);
    expect(await act((tx) => undoBundle(tx, deps, bob, bundleId))).toMatchObject({ refusal: { kind: 'too-late' } });
    expect(await act((tx) => undoBundle(tx, deps, ann, bundleId))).toMatchObject({ ok: true });
    const [item] = await listed();
    expect(item).toMatchObject({ holder: { id: ann.staffId }, bundle: { together: 10 } });
    expect(await count(`intake_report where state = 'open' and report_id = any (array[${ids}])`)).toBe(10);
    expect(await decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 10 } });
    now = plusMs(START, 60 * SECOND_MS);
    expect(await act((tx) => undoBundle(tx, deps, ann, bundleId))).toMatchObject({ refusal: { kind: 'too-late' } });
  });

  it('let one report be taken back by itself: it is alone from then on', async () => {
    const ids = await arrive(10);
    await claim();
    await decide((await sample()).sampleHash);
    const one = ids[3] ?? 0;
    expect(await act((tx) => undoDecision(tx, deps, ann, one))).toMatchObject({ ok: true });
    const { bundleId } = await theBundle();
    expect(await act((tx) => undoBundle(tx, deps, ann, bundleId))).toMatchObject({ ok: true });
    expect((await rowsOf([one])).get(one)).toMatchObject({ state: 'open', bundleId: null });
    expect((await listed()).map((item) => item.bundle?.together ?? null).sort()).toEqual([9, null]);
  });
});

describe('a report that comes late', () => {
  it('between sample and decision is left out and waits alone', async () => {
    await arrive(10);
    await claim();
    const { sampleHash } = await sample();
    const [late] = await arrive(1);
    expect((await listed())[0]?.bundle).toMatchObject({ together: 11 });
    expect(await decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 10, leftAlone: 1 } });
    expect((await rowsOf([late ?? 0])).get(late ?? 0)).toMatchObject({
      state: 'open',
      bundleId: null,
      swallowed: false,
    });
  });

  it('after the decision waits alone, with that decision as a proposal; as many again form the next bundle', async () => {
    await arrive(10);
    const first = (await theBundle()).number;
    await claim();
    await decide((await sample()).sampleHash);
    now = plusMs(START, MINUTE_MS);
    const [late = 0] = await arrive(1);
    const [item] = await listed();
    expect(item).toMatchObject({ bundle: null, decidedLike: { number: first, disposition: 'not-actionable' } });
    expect(await bundleOfReport(database.db, late)).toMatchObject({ decidedLike: { number: first } });
    await arrive(9);
    expect((await theBundle()).number).not.toBe(first);
    expect((await listed()).map((one) => one.bundle?.together)).toEqual([10]);
    expect((await bundlePage(database.db, ann, await theBundle(), now)).decidedLike).toMatchObject({ number: first });
  });

  it('while a decision may still be taken back forms no bundle of its own', async () => {
    await arrive(10);
    await claim();
    await decide((await sample()).sampleHash);
    await arrive(10);
    expect(await count('linking_bundle')).toBe(1);
    const { bundleId } = await theBundle();
    expect(await act((tx) => undoBundle(tx, deps, ann, bundleId))).toMatchObject({ ok: true });
  });

  it('is decided or left out as a whole when it commits against a decision on another connection', async () => {
    await arrive(10);
    await claim();
    const { sampleHash } = await sample();
    const late = await receive([oneOfMany()]);
    const other = connect({ connectionString: database.connectionString });
    const placed = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const arriving = inTransaction(other, async (tx) => {
      await triageReports(tx, deps, late);
      placed.resolve();
      await goOn.promise;
    });
    await placed.promise;
    const deciding = decide(sampleHash);
    goOn.resolve();
    await arriving;
    expect(await deciding).toMatchObject({ ok: true, value: { decided: 10, leftAlone: 1 } });
    await other.close();
    expect((await rowsOf(late)).get(late[0] ?? 0)).toMatchObject({ state: 'open', bundleId: null, swallowed: false });
  });

  it('gains its signal on another connection while the decision waits, and is not disposed of', async () => {
    const ids = await arrive(11);
    await claim();
    const { sampleHash } = await sample();
    const other = connect({ connectionString: database.connectionString });
    const marked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const one = ids[6] ?? 0;
    const marking = inTransaction(other, async (tx) => {
      await confirmFactor(tx, deps, bob, one, 'live-contact', 'confirmed');
      marked.resolve();
      await goOn.promise;
    });
    await marked.promise;
    const deciding = decide(sampleHash);
    goOn.resolve();
    await marking;
    expect(await deciding).toMatchObject({ ok: true, value: { decided: 10 } });
    await other.close();
    expect((await rowsOf([one])).get(one)).toMatchObject({ state: 'open', bundleId: null, swallowed: false });
  });
});

describe('a member leaves by itself', () => {
  const leaves = async (by: (one: number) => Promise<unknown>, reason: string, which = 4) => {
    const ids = await arrive(11);
    const one = ids[which] ?? 0;
    await by(one);
    expect((await rowsOf([one])).get(one)).toMatchObject({ bundleId: null, swallowed: false });
    const [member] = await findMemberships(database.db, [one]);
    expect(member).toMatchObject({ standing: 'apart' });
    expect(member?.reasons).toContain(reason);
    const shown = await listed();
    expect(shown).toHaveLength(2);
    expect(shown.find((item) => item.bundle !== null)?.bundle).toMatchObject({ together: 10, apart: 1 });
    await road(ids);
    expect((await findMemberships(database.db, [one]))[0]).toMatchObject({ standing: 'apart' });
  };

  it('when a person judges one of its factors', () =>
    leaves((one) => act((tx) => confirmFactor(tx, deps, bob, one, 'live-contact', 'confirmed')), 'person'));

  it('when a person sets its urgency', () =>
    leaves((one) => act((tx) => changeUrgency(tx, deps, bob, one, { urgency: 'P2', reason: 'as read' })), 'person'));

  it('when a newer version arrives, before any stage has run', () =>
    leaves(
      (reportId) =>
        act((tx) =>
          openInQueue(tx, deps, [{ reportId, source: 'provider', receivedAt: START, senderAlarm: null, version: 2 }]),
        ),
      'new-version',
    ));

  it('when it is closed off to a compartment', () =>
    leaves(
      (one) =>
        database.db.query(
          `insert into access_compartment_report (report_id, compartment, reason, put_by, put_at)
           values ($1, (select compartment from access_compartment limit 1), 'x', 'staff:1', now())`,
          [one],
        ),
      'compartment',
    ));

  it('when it stands for the others, and the next one stands for them', () =>
    leaves((one) => act((tx) => confirmFactor(tx, deps, bob, one, 'live-contact', 'confirmed')), 'person', 0));

  it('when a person takes it out, with a reason', async () => {
    const ids = await arrive(11);
    const bundle = await theBundle();
    const one = ids[2] ?? 0;
    const out = (reason: string, id = one) => act((tx) => takeOutOfBundle(tx, deps, ann, bundle, id, reason));
    expect(await out(' ')).toMatchObject({ refusal: { kind: 'reason-too-short' } });
    expect(await out('another picture')).toMatchObject({ ok: true });
    expect(await out('another picture')).toMatchObject({ refusal: { kind: 'not-in-bundle' } });
    expect(await bundleOfReport(database.db, one)).toMatchObject({ standing: 'apart', words: 'another picture' });
    await road([one]);
    expect((await rowsOf([one])).get(one)).toMatchObject({ swallowed: false });
  });

  it('when a later report is joined to the same person', async () => {
    const same = aSubmittedPerson({
      identifiers: [aSubmittedIdentifier({ value: 'acct-same', normal: 'acct-same', service: 'Example Service' })],
    });
    const [one = 0] = await arrive(1, { persons: [same] });
    await arrive(10);
    expect((await rowsOf([one])).get(one)?.bundleId).not.toBeNull();
    await arrive(1, { persons: [same], narratives: [] });
    expect((await rowsOf([one])).get(one)?.bundleId).toBeNull();
    expect((await findMemberships(database.db, [one]))[0]?.reasons).toContain('new-link');
  });
});

it('taken apart, every report waits by itself and none is ever put together again', async () => {
  const ids = await arrive(10);
  const { bundleId } = await theBundle();
  expect(await act((tx) => dissolve(tx, deps, ann, bundleId, 'not the same at all'))).toMatchObject({
    ok: true,
    value: 10,
  });
  expect((await listed()).map((item) => item.bundle)).toEqual(ids.map(() => null));
  await road(ids);
  await arrive(1);
  expect(await count(`linking_bundle where state = 'open'`)).toBe(0);
});

it('a clerk who decides nothing opens no sample and takes nothing out', async () => {
  const ids = await arrive(10);
  const bundle = await theBundle();
  const clerk = aStaffActor({ roles: ['intake-clerk'] });
  const refused = { ok: false, refusal: { kind: 'not-permitted' } };
  expect(await act((tx) => openBundleSample(tx, deps, clerk, bundle.bundleId))).toMatchObject(refused);
  expect(await act((tx) => takeOutOfBundle(tx, deps, clerk, bundle, ids[0] ?? 0, 'x'))).toMatchObject(refused);
  expect(await act((tx) => dissolve(tx, deps, clerk, bundle.bundleId, 'x'))).toMatchObject(refused);
});
