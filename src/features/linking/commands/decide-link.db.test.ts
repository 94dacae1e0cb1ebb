import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { edgesAmong } from '../queries/edges-among.ts';
import { subjectOf } from '../queries/subject-of.ts';
import { LINKING_RULES } from '../rule-book.ts';
import { aLinkableIdentifier, aLinkableReport } from '../testing.ts';
import type { Verdict } from '../types.ts';
import { decideLink } from './decide-link.ts';
import { linkSet } from './link-set.ts';
import { undoVerdict } from './undo-verdict.ts';

// Proved: verdicts change subjects as they say, once, and undoing them restores what was. Out of scope: the HTTP routes.
// Alone: npx vitest run --project database src/features/linking
let tick = 0;
const clock: Clock = { now: () => new Date(Date.UTC(2026, 10, 24) + tick++).toISOString() as Instant };
const investigator: Actor = {
  kind: 'staff',
  staffId: 1 as StaffId,
  name: 'A',
  roles: ['triage-investigator'],
  language: 'en',
};
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.query(
    'truncate linking_key, linking_report_key, linking_edge, linking_membership, linking_subject, linking_cannot_link, linking_verdict',
  );
});

const holding = (reportId: number, ...accounts: string[]) =>
  aLinkableReport({ reportId, identifiers: accounts.map((normal) => aLinkableIdentifier({ normal })) });
const link = (...reports: Parameters<typeof linkSet>[2]) =>
  inTransaction(database.db, (tx) => linkSet(tx, { clock }, reports));
const edgeBetween = async (a: number, b: number) => {
  const edge = (await edgesAmong(database.db, [a])).find((one) => one.aReportId === a && one.bReportId === b);
  return edge?.edgeId ?? 0;
};
const decide = (edgeId: number, verdict: Verdict, actor: Actor = investigator) =>
  inTransaction(database.db, (tx) => decideLink(tx, { clock }, actor, edgeId, verdict));
const undo = (edgeId: number) => inTransaction(database.db, (tx) => undoVerdict(tx, { clock }, investigator, edgeId));
const picture = async () => ({
  members: await database.db.query(
    'select report_id, subject_id, standing, joined_by from linking_membership order by 1',
  ),
  apart: await database.db.query('select a_report_id, b_report_id from linking_cannot_link order by 1, 2'),
  merged: await database.db.query(
    'select subject_id, merged_into from linking_subject where merged_into is not null order by 1',
  ),
  verdicts: await database.db.query('select edge_id, verdict, verdict_by, verdict_at from linking_edge order by 1'),
});
const subjects = async (...ids: number[]) => (await subjectOf(database.db, ids)).map((member) => member.subjectId);

/** Two subjects, 1-2 and 3-4, and report 4 that links them. */
async function twoSubjects(): Promise<number> {
  await link(holding(1, 'a'), holding(2, 'a'), holding(3, 'b'));
  await link(holding(4, 'b', 'a'));
  const ids = await subjects(1, 2, 3, 4);
  expect(new Set(ids).size).toBe(2);
  const [first, , third, fourth] = ids;
  return fourth === first ? edgeBetween(3, 4) : third === fourth ? edgeBetween(1, 4) : 0;
}

describe('a verdict on a link', () => {
  test('"same" merges into the older subject, confirms the two reports and can be taken back exactly', async () => {
    const edge = await twoSubjects();
    const before = await picture();
    expect(await decide(edge, 'same')).toMatchObject({ ok: true });
    expect(new Set(await subjects(1, 2, 3, 4)).size).toBe(1);
    expect((await subjectOf(database.db, [4]))[0]).toMatchObject({ standing: 'confirmed', reports: 4 });
    expect(await undo(edge)).toMatchObject({ ok: true });
    expect(await picture()).toEqual(before);
  });

  test('a report that arrived after the merge goes back with its anchor', async () => {
    const edge = await twoSubjects();
    const [, , dissolved] = await subjects(1, 2, 3);
    await decide(edge, 'same');
    await link(holding(5, 'b'));
    await undo(edge);
    expect(await subjects(3, 5)).toEqual([dissolved, dissolved]);
  });

  test('"different" splits the subject, is never proposed again, and can be taken back', async () => {
    await link(holding(1, 'a'), holding(2, 'a'), holding(3, 'a', 'c'));
    await link(holding(4, 'c'));
    const edge = await edgeBetween(1, 3);
    const before = await picture();
    await decide(edge, 'different');
    const [one, two, three, four] = await subjects(1, 2, 3, 4);
    expect([two === one, three === one, four === three]).toEqual([true, false, true]);
    await link(holding(3, 'a', 'c', 'd'), holding(1, 'a', 'd'));
    const pairs = (await edgesAmong(database.db, [3])).filter(
      (line) => line.aReportId === 1 && line.verdict === 'proposed',
    );
    expect(pairs).toEqual([]);
    expect((await subjects(1, 3)).length).toBe(2);
    await undo(edge);
    expect((await picture()).members).toEqual(before.members);
  });

  test('reports told apart are not merged by another link', async () => {
    const bridge = await twoSubjects();
    await link(holding(5, 'a'), holding(6, 'b'));
    await link(holding(5, 'a', 'z'), holding(6, 'b', 'z'));
    await decide(await edgeBetween(5, 6), 'different');
    const answer = await decide(bridge, 'same');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'kept-apart', pair: [5, 6] } });
  });

  test('"maybe" changes no subject and leaves the word open', async () => {
    const edge = await twoSubjects();
    const before = await picture();
    await decide(edge, 'maybe');
    expect((await picture()).members).toEqual(before.members);
    expect(await decide(edge, 'same')).toMatchObject({ ok: true });
    await undo(edge);
    expect((await edgesAmong(database.db, [4])).find((line) => line.edgeId === edge)?.verdict).toBe('maybe');
    await undo(edge);
    expect(await picture()).toEqual(before);
  });

  test('a value shared by too many merges nobody by itself', async () => {
    const limit = LINKING_RULES.kinds.account.hubAbove;
    await link(...Array.from({ length: limit + 1 }, (_, index) => holding(index + 1, 'shared')));
    const answer = await decide(await edgeBetween(1, 2), 'same');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'hub-alone', reportsSharing: limit + 1 } });
  });

  test('is refused twice, to others, and on nothing', async () => {
    const edge = await twoSubjects();
    await decide(edge, 'same');
    expect(await decide(edge, 'different')).toMatchObject({ refusal: { kind: 'already-decided', verdict: 'same' } });
    const clerk: Actor = { ...investigator, roles: ['intake-clerk'] } as Actor;
    expect(await decide(edge, 'same', clerk)).toMatchObject({ refusal: { kind: 'not-permitted' } });
    expect(await decide(999_999, 'same')).toMatchObject({ refusal: { kind: 'unknown-link' } });
    await undo(edge);
    expect(await undo(edge)).toMatchObject({ refusal: { kind: 'nothing-to-undo' } });
  });

  test('an older verdict waits for the later one that built on it', async () => {
    const bridge = await twoSubjects();
    await link(holding(5, 'e'));
    await link(holding(6, 'b', 'e'));
    await decide(bridge, 'same');
    const second = await edgeBetween(5, 6);
    expect(await decide(second, 'same')).toMatchObject({ ok: true });
    expect(await decide(await edgeBetween(3, 6), 'same')).toMatchObject({ ok: true });
    expect(await undo(await edgeBetween(3, 6))).toMatchObject({ ok: true });
    expect(await undo(second)).toMatchObject({ ok: true });
    expect(await undo(bridge)).toMatchObject({ ok: true });
  });

  test('any verdicts taken back in reverse restore the same subjects', async () => {
    const world = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 3 }), {
      minLength: 3,
      maxLength: 8,
    });
    const words = fc.array(fc.tuple(fc.nat(), fc.constantFrom<Verdict>('same', 'maybe', 'different')), {
      maxLength: 5,
    });
    let base = 1_000;
    await fc.assert(
      fc.asyncProperty(world, words, async (lists, verdicts) => {
        base += 100;
        const ids = lists.map((_, index) => base + index);
        for (const [index, accounts] of lists.entries()) {
          await link(holding(base + index, ...accounts.map((account) => `${base}${account}`)));
        }
        const before = await picture();
        const edges = await edgesAmong(database.db, ids);
        const done: number[] = [];
        for (const [pick, verdict] of verdicts) {
          const edge = edges[pick % Math.max(1, edges.length)];
          if (edge && (await decide(edge.edgeId, verdict)).ok) done.push(edge.edgeId);
        }
        for (const edgeId of done.reverse()) expect(await undo(edgeId)).toMatchObject({ ok: true });
        expect(await picture()).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });
});
