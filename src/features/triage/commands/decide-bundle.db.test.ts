import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SECOND_MS } from '#core/units.ts';
import { aStaffActor } from '#features/access/testing';
import { aSubmittedPerson } from '#features/intake/testing';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { bundlePage } from '../queries/bundle-page.ts';
import { bundleDesk } from '../testing.ts';
import { claimReport } from './claim-report.ts';
import { decideReport } from './decide-report.ts';
import { openBundleSample } from './open-bundle-sample.ts';
import { dissolve, takeOutOfBundle } from './split-bundle.ts';
import { takeNext } from './take-next.ts';
import { undoBundle } from './undo-bundle.ts';
import { undoDecision } from './undo-decision.ts';

// Proved here: near-identical reports on real rows, from receipt to one decision and back. Out of scope: what makes reports alike
// (linking/domain), who leaves a bundle (leave-bundle.db.test.ts), the API and the console (test/journeys/viral-bundle.test.ts).

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof bundleDesk>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  desk = await bundleDesk(database);
  await desk.empty();
});

describe('near-identical reports', () => {
  it('collapse to one row of the queue once there are enough of them', async () => {
    const few = await desk.arrive(9);
    expect((await desk.listed()).map((item) => item.bundle)).toEqual(few.map(() => null));
    const [tenth] = await desk.arrive(1);
    const items = await desk.listed();
    expect(items).toHaveLength(1);
    expect(items[0]?.bundle).toMatchObject({ together: 10, apart: 0 });
    expect((await desk.theBundle()).number).toMatch(/^VB-2026-\d+$/);
    expect(await desk.rowOf(tenth)).toMatchObject({ swallowed: true });
    await desk.arrive(3);
    expect((await desk.listed())[0]?.bundle).toMatchObject({ together: 13 });
  });

  it('are placed once, however often their stage runs', async () => {
    const ids = await desk.arrive(12);
    await desk.road(ids);
    await desk.road(ids.slice(3, 5));
    expect((await desk.listed())[0]?.bundle).toMatchObject({ together: 12, apart: 0 });
    expect(await desk.count('linking_bundle')).toBe(1);
  });

  it('stay alone where a child or danger is spoken of, and say why', async () => {
    await desk.arrive(10);
    const victim = aSubmittedPerson({ role: 'victim', path: 'victim[0]', firstName: null });
    const [withChild] = await desk.arrive(1, { persons: [victim] });
    const [withAlarm] = await desk.arrive(1, { senderAlarm: 'exigent' });
    const [withMark] = await desk.arrive(1, { annotations: ['sextortion'] });
    const rows = [await desk.rowOf(withChild), await desk.rowOf(withAlarm), await desk.rowOf(withMark)];
    expect(rows.map((row) => row?.swallowed)).toEqual([false, false, false]);
    const page = await bundlePage(database.db, desk.ann, await desk.theBundle(), desk.now());
    expect(page).toMatchObject({ together: 10, apart: 3 });
    expect(page.keptApart.map((one) => one.reasons[0]?.code)).toEqual(
      expect.arrayContaining(['victim', 'sender-alarm']),
    );
  });

  it('that somebody holds when the bundle comes stay in those hands', async () => {
    const [held] = await desk.arrive(9);
    await desk.act((tx) => claimReport(tx, desk.deps, desk.bob, held ?? 0));
    await desk.arrive(1);
    expect(await desk.count('linking_bundle')).toBe(0);
    await desk.arrive(1);
    expect(await desk.rowOf(held)).toMatchObject({ bundleId: null, holder: desk.bob.staffId });
    expect((await desk.listed()).filter((item) => item.bundle !== null)).toHaveLength(1);
  });
});

describe('a bundle in somebody’s hands', () => {
  it('is taken as one, and none of its members can be claimed or decided by itself', async () => {
    const ids = await desk.arrive(11);
    const taken = await desk.act((tx) => takeNext(tx, desk.deps, desk.ann));
    expect(taken).toMatchObject({ ok: true, value: { bundle: (await desk.theBundle()).number } });
    expect(await desk.act((tx) => takeNext(tx, desk.deps, desk.bob))).toMatchObject({
      refusal: { kind: 'queue-empty' },
    });
    const claimed = await desk.act((tx) => claimReport(tx, desk.deps, desk.bob, ids[5] ?? 0));
    expect(claimed).toMatchObject({ ok: false, refusal: { kind: 'in-bundle' } });
    const alone = { disposition: 'package', reason: '1', note: null, target: null, version: null } as const;
    expect(await desk.act((tx) => decideReport(tx, desk.deps, desk.ann, ids[0] ?? 0, alone))).toMatchObject({
      refusal: { kind: 'in-bundle' },
    });
  });

  it('is decided only after its sample was opened, by the person who holds it, and never to a package', async () => {
    await desk.arrive(10);
    await desk.claim();
    expect(await desk.decide('no-such-sample')).toMatchObject({ refusal: { kind: 'sample-not-opened' } });
    const { sampleHash, reportIds, present } = await desk.sample();
    expect([present, reportIds.length]).toEqual([10, 7]);
    const bobs = await desk.sample(desk.bob);
    expect(await desk.decide(bobs.sampleHash, {}, desk.bob)).toMatchObject({ refusal: { kind: 'bundle-not-claimed' } });
    expect(await desk.decide(bobs.sampleHash)).toMatchObject({ refusal: { kind: 'sample-not-opened' } });
    expect(await desk.decide(sampleHash, { disposition: 'package', reason: '1' })).toMatchObject({
      refusal: { kind: 'not-for-bundles' },
    });
    expect(await desk.decide(sampleHash, { reason: 'no-identifier' })).toMatchObject({
      refusal: { kind: 'not-for-bundles' },
    });
    expect(await desk.count(`intake_ledger where to_state <> 'open'`)).toBe(0);
  });

  it('is disposed of whole: a ledger row, a decision and a row of the trail for each report', async () => {
    const ids = await desk.arrive(12);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    expect(await desk.decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 12, leftAlone: 0 } });
    const of = `report_id = any (array[${ids}])`;
    expect(await desk.count(`intake_ledger where to_state = 'not-actionable' and from_state = 'open' and ${of}`)).toBe(
      12,
    );
    expect(await desk.count(`triage_decision where bundle_decision_id is not null and ${of}`)).toBe(12);
    expect(
      await desk.count(
        `audit_entry where act = 'decide-bundle' and outcome = 'done' and object_ids[1] = any (array[${ids}])`,
      ),
    ).toBe(12);
    expect(await desk.listed()).toEqual([]);
    expect(await desk.decide(sampleHash)).toMatchObject({ refusal: { kind: 'bundle-closed' } });
  });

  it('may be named duplicates of a report outside it, never of one of its own', async () => {
    const [outside] = await desk.arrive(1, { narratives: [] });
    const ids = await desk.arrive(10);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    const numbers = await database.db.query<{ id: number; number: string }>(
      'select report_id as id, number from intake_report',
    );
    const numberOf = (id = 0) => numbers.find((one) => one.id === id)?.number ?? '';
    const asDuplicate = (target: string) =>
      desk.decide(sampleHash, { disposition: 'duplicate-of', reason: 'bundle', target });
    expect(await asDuplicate('')).toMatchObject({ refusal: { kind: 'target-missing' } });
    expect(await asDuplicate(numberOf(ids[4]))).toMatchObject({ refusal: { kind: 'unknown-target' } });
    expect(await asDuplicate(numberOf(outside))).toMatchObject({ ok: true, value: { decided: 10 } });
  });
});

describe('thirty seconds', () => {
  it('bring every report back into the bundle and the same hands', async () => {
    const ids = await desk.arrive(10);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    await desk.decide(sampleHash);
    const { bundleId } = await desk.theBundle();
    desk.later(29 * SECOND_MS);
    expect(await desk.act((tx) => undoBundle(tx, desk.deps, desk.bob, bundleId))).toMatchObject({
      refusal: { kind: 'too-late' },
    });
    expect(await desk.act((tx) => undoBundle(tx, desk.deps, desk.ann, bundleId))).toMatchObject({ ok: true });
    const [item] = await desk.listed();
    expect(item).toMatchObject({ holder: { id: desk.ann.staffId }, bundle: { together: 10 } });
    expect(await desk.count(`intake_report where state = 'open' and report_id = any (array[${ids}])`)).toBe(10);
    expect(await desk.decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 10 } });
    desk.later(31 * SECOND_MS);
    expect(await desk.act((tx) => undoBundle(tx, desk.deps, desk.ann, bundleId))).toMatchObject({
      refusal: { kind: 'too-late' },
    });
  });

  it('let one report be taken back by itself: it is alone from then on', async () => {
    const ids = await desk.arrive(10);
    await desk.claim();
    await desk.decide((await desk.sample()).sampleHash);
    const one = ids[3] ?? 0;
    expect(await desk.act((tx) => undoDecision(tx, desk.deps, desk.ann, one))).toMatchObject({ ok: true });
    const { bundleId } = await desk.theBundle();
    expect(await desk.act((tx) => undoBundle(tx, desk.deps, desk.ann, bundleId))).toMatchObject({ ok: true });
    expect(await desk.rowOf(one)).toMatchObject({ state: 'open', bundleId: null });
    expect((await desk.listed()).map((item) => item.bundle?.together ?? null).sort()).toEqual([9, null]);
  });
});

it('taken apart, every report waits by itself and none is ever put together again', async () => {
  const ids = await desk.arrive(10);
  const { bundleId } = await desk.theBundle();
  expect(await desk.act((tx) => dissolve(tx, desk.deps, desk.ann, bundleId, 'not the same at all'))).toMatchObject({
    ok: true,
    value: 10,
  });
  expect((await desk.listed()).map((item) => item.bundle)).toEqual(ids.map(() => null));
  await desk.road(ids);
  await desk.arrive(1);
  expect(await desk.count(`linking_bundle where state = 'open'`)).toBe(0);
});

it('a clerk who decides nothing opens no sample and takes nothing out', async () => {
  const ids = await desk.arrive(10);
  const bundle = await desk.theBundle();
  const clerk = aStaffActor({ roles: ['intake-clerk'] });
  const refused = { ok: false, refusal: { kind: 'not-permitted' } };
  expect(await desk.act((tx) => openBundleSample(tx, desk.deps, clerk, bundle.bundleId))).toMatchObject(refused);
  expect(await desk.act((tx) => takeOutOfBundle(tx, desk.deps, clerk, bundle, ids[0] ?? 0, 'x'))).toMatchObject(
    refused,
  );
  expect(await desk.act((tx) => dissolve(tx, desk.deps, clerk, bundle.bundleId, 'x'))).toMatchObject(refused);
});
