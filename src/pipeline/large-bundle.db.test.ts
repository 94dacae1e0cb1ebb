import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetLinks, leaveBundles } from '#features/linking';
import { ledgerFigures } from '#features/stats';
import { bundleDesk } from '#features/triage/testing';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';

// Proved here: five thousand near-identical reports on real rows are one decision, and what was received stays counted as it was once it is
// decided. Out of scope: who leaves a bundle (triage/commands/leave-bundle.db.test.ts).

const MEMBERS = 5_000;
const SET = 1_000;
/** Statements of one decision that do not depend on how many it is about. */
const MOST_STATEMENTS = 40;

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof bundleDesk>>;
const ids: number[] = [];

beforeAll(async () => {
  database = await testDatabase();
  desk = await bundleDesk(database);
  for (let start = 0; start < MEMBERS; start += SET) ids.push(...(await desk.arrive(SET)));
  await desk.arrive(3, { narratives: [] });
}, 300_000);
afterAll(() => database.drop());

async function received() {
  const figures = await ledgerFigures(database.db);
  const { received, receivedAdjusted, balanced } = figures;
  return { received, receivedAdjusted, balanced };
}

const ONCE = { received: MEMBERS + 3, receivedAdjusted: 1 + 3, balanced: true };

describe(`a bundle of ${MEMBERS} reports`, () => {
  it('is one row of the queue and counted once', async () => {
    const shown = await desk.listed();
    expect(shown.map((item) => item.bundle?.together ?? null).filter((together) => together !== null)).toEqual([
      MEMBERS,
    ]);
    expect(await received()).toEqual(ONCE);
  });

  it('is disposed of whole in few statements: a ledger row, a decision and a row of the trail for each', async () => {
    await desk.claim();
    const { sampleHash } = await desk.sample();
    const before = desk.statements();
    expect(await desk.decide(sampleHash)).toMatchObject({ ok: true, value: { decided: MEMBERS, leftAlone: 0 } });
    expect(desk.statements() - before).toBeLessThan(MOST_STATEMENTS);
    expect(await desk.count(`intake_ledger where from_state = 'open' and to_state = 'not-actionable'`)).toBe(MEMBERS);
    expect(await desk.count('triage_decision where bundle_decision_id is not null')).toBe(MEMBERS);
    expect(await desk.count(`audit_entry where act = 'decide-bundle' and outcome = 'done'`)).toBe(MEMBERS);
    expect(await received()).toEqual(ONCE);
  });

  it('comes back whole within its thirty seconds, in as few, and is counted as before', async () => {
    const before = desk.statements();
    expect(await desk.undo()).toMatchObject({ ok: true });
    expect(desk.statements() - before).toBeLessThan(MOST_STATEMENTS);
    expect(await desk.count(`intake_report where state = 'open'`)).toBe(MEMBERS + 3);
    expect(await received()).toEqual(ONCE);
    await desk.decide((await desk.sample()).sampleHash);
  });

  it('stays counted once when later news set decided members apart', async () => {
    await desk.act((tx) => leaveBundles(tx, [ids[0] ?? 0, ...ids.slice(10, 20)], 'new-link'));
    expect(await received()).toEqual(ONCE);
  });

  it('stays counted once when its members are let go of, and nothing of what they said is left', async () => {
    const gone = [...ids.slice(0, 5), ...ids.slice(15, 1_015)];
    for (const set of [gone, gone]) await desk.act((tx) => forgetLinks(tx, set));
    expect(await received()).toEqual(ONCE);
    const said = `fingerprint is not null or words is not null or reasons <> '{}'`;
    expect(await desk.count(`linking_bundle_member where report_id = any (array[${gone}]) and (${said})`)).toBe(0);
  });
});
