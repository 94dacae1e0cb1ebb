import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#core/units.ts';
import { aSubmittedIdentifier, aSubmittedPerson } from '#features/intake/testing';
import { findMemberships } from '#features/linking';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { holdTransaction } from '../../../../test/support/held-transaction.ts';
import { bundleOfReport } from '../queries/bundle-of-report.ts';
import { bundlePage } from '../queries/bundle-page.ts';
import { bundleDesk } from '../testing.ts';
import { changeUrgency } from './change-urgency.ts';
import { confirmFactor } from './judge-factor.ts';
import { openInQueue } from './open-in-queue.ts';
import { takeOutOfBundle } from './split-bundle.ts';
import { triageReports } from './triage-reports.ts';
import { undoBundle } from './undo-bundle.ts';

// Proved here: who leaves a bundle or comes too late for its decision, on two connections where it matters.

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

describe('a report that comes late', () => {
  it('between sample and decision is left out and waits alone', async () => {
    await desk.arrive(10);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    const [late] = await desk.arrive(1);
    expect((await desk.listed())[0]?.bundle).toMatchObject({ together: 11 });
    expect(await desk.decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 10, leftAlone: 1 } });
    expect(await desk.rowOf(late)).toMatchObject({
      state: 'open',
      bundleId: null,
      swallowed: false,
    });
  });

  it('after the decision waits alone, with that decision as a proposal; as many again form the next bundle', async () => {
    await desk.arrive(10);
    const first = (await desk.theBundle()).number;
    await desk.claim();
    await desk.decide((await desk.sample()).sampleHash);
    desk.later(MINUTE_MS);
    const [late = 0] = await desk.arrive(1);
    const [item] = await desk.listed();
    expect(item).toMatchObject({ bundle: null, decidedLike: { number: first, disposition: 'not-actionable' } });
    expect(await bundleOfReport(database.db, late)).toMatchObject({ decidedLike: { number: first } });
    await desk.arrive(9);
    expect((await desk.theBundle()).number).not.toBe(first);
    expect((await desk.listed()).map((one) => one.bundle?.together)).toEqual([10]);
    expect((await bundlePage(database.db, desk.ann, await desk.theBundle(), desk.now())).decidedLike).toMatchObject({
      number: first,
    });
  });

  it('while a decision may still be taken back forms no bundle of its own', async () => {
    await desk.arrive(10);
    await desk.claim();
    await desk.decide((await desk.sample()).sampleHash);
    await desk.arrive(10);
    expect(await desk.count('linking_bundle')).toBe(1);
    const { bundleId } = await desk.theBundle();
    expect(await desk.act((tx) => undoBundle(tx, desk.deps, desk.ann, bundleId))).toMatchObject({ ok: true });
  });

  it('is decided or left out as a whole when it commits against a decision on another connection', async () => {
    await desk.arrive(10);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    const late = await desk.receive([desk.oneOfMany()]);
    const arriving = await holdTransaction(database, (tx) => triageReports(tx, desk.deps, late));
    const deciding = desk.decide(sampleHash);
    await arriving.commit();
    expect(await deciding).toMatchObject({ ok: true, value: { decided: 10, leftAlone: 1 } });
    expect(await desk.rowOf(late[0])).toMatchObject({ state: 'open', bundleId: null, swallowed: false });
  });

  it('gains its signal on another connection while the decision waits, and is not disposed of', async () => {
    const ids = await desk.arrive(11);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    const one = ids[6] ?? 0;
    const marking = await holdTransaction(database, (tx) =>
      confirmFactor(tx, desk.deps, desk.bob, one, 'live-contact', 'confirmed'),
    );
    const deciding = desk.decide(sampleHash);
    await marking.commit();
    expect(await deciding).toMatchObject({ ok: true, value: { decided: 10 } });
    expect(await desk.rowOf(one)).toMatchObject({ state: 'open', bundleId: null, swallowed: false });
  });
});

describe('a member leaves by itself', () => {
  const leaves = async (by: (one: number) => Promise<unknown>, reason: string, which = 4) => {
    const ids = await desk.arrive(11);
    const one = ids[which] ?? 0;
    await by(one);
    expect(await desk.rowOf(one)).toMatchObject({ bundleId: null, swallowed: false });
    const [member] = await findMemberships(database.db, [one]);
    expect(member).toMatchObject({ standing: 'apart' });
    expect(member?.reasons).toContain(reason);
    const shown = await desk.listed();
    expect(shown).toHaveLength(2);
    expect(shown.find((item) => item.bundle !== null)?.bundle).toMatchObject({ together: 10, apart: 1 });
    await desk.road(ids);
    expect((await findMemberships(database.db, [one]))[0]).toMatchObject({ standing: 'apart' });
  };

  it('when a person judges one of its factors', () =>
    leaves(
      (one) => desk.act((tx) => confirmFactor(tx, desk.deps, desk.bob, one, 'live-contact', 'confirmed')),
      'person',
    ));

  it('when a person sets its urgency', () =>
    leaves(
      (one) => desk.act((tx) => changeUrgency(tx, desk.deps, desk.bob, one, { urgency: 'P2', reason: 'as read' })),
      'person',
    ));

  it('when a newer version arrives, before any stage has run', () =>
    leaves(
      (reportId) =>
        desk.act((tx) =>
          openInQueue(tx, desk.deps, [
            { reportId, source: 'provider', receivedAt: desk.now(), senderAlarm: null, version: 2 },
          ]),
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
    leaves(
      (one) => desk.act((tx) => confirmFactor(tx, desk.deps, desk.bob, one, 'live-contact', 'confirmed')),
      'person',
      0,
    ));

  it('while somebody holds the bundle by it, and they hold it by the next one, with the sample they opened', async () => {
    const [face = 0, next = 0] = await desk.arrive(11);
    await desk.claim();
    const { sampleHash } = await desk.sample();
    const held = await desk.rowOf(face);
    await desk.act((tx) => confirmFactor(tx, desk.deps, desk.bob, face, 'live-contact', 'confirmed'));
    expect(await desk.rowOf(face)).toMatchObject({
      bundleId: null,
      holder: null,
      halfDoneBy: `staff:${desk.ann.staffId}`,
    });
    const { holder, leaseUntil, claimedVersion } = held ?? {};
    expect(await desk.rowOf(next)).toMatchObject({ swallowed: false, holder, leaseUntil, claimedVersion });
    expect(holder).toBe(desk.ann.staffId);
    expect(await desk.decide(sampleHash)).toMatchObject({ ok: true, value: { decided: 10 } });
  });

  it('when a person takes it out, with a reason', async () => {
    const ids = await desk.arrive(11);
    const bundle = await desk.theBundle();
    const one = ids[2] ?? 0;
    const out = (reason: string, id = one) =>
      desk.act((tx) => takeOutOfBundle(tx, desk.deps, desk.ann, bundle, id, reason));
    expect(await out(' ')).toMatchObject({ refusal: { kind: 'reason-too-short' } });
    expect(await out('another picture')).toMatchObject({ ok: true });
    expect(await out('another picture')).toMatchObject({ refusal: { kind: 'not-in-bundle' } });
    expect(await bundleOfReport(database.db, one)).toMatchObject({ standing: 'apart', words: 'another picture' });
    await desk.road([one]);
    expect(await desk.rowOf(one)).toMatchObject({ swallowed: false });
  });

  it('when a later report is joined to the same person', async () => {
    const same = aSubmittedPerson({
      identifiers: [aSubmittedIdentifier({ value: 'acct-same', normal: 'acct-same', service: 'Example Service' })],
    });
    const [one = 0] = await desk.arrive(1, { persons: [same] });
    await desk.arrive(10);
    expect((await desk.rowOf(one))?.bundleId).not.toBeNull();
    await desk.arrive(1, { persons: [same], narratives: [] });
    expect((await desk.rowOf(one))?.bundleId).toBeNull();
    expect((await findMemberships(database.db, [one]))[0]?.reasons).toContain('new-link');
  });
});
