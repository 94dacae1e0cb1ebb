import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { edgesAmong } from '../queries/edges-among.ts';
import { subjectOf } from '../queries/subject-of.ts';
import { LINKING_RULES } from '../rule-book.ts';
import { aLinkableIdentifier, aLinkableReport } from '../testing.ts';
import { linkSet } from './link-set.ts';

// Proved: what stands in the database after sets arrive in any order, again, or at once. Out of scope: verdicts (decide-link).
// Alone: npx vitest run --project database src/features/linking
let tick = 0;
const clock: Clock = { now: () => new Date(Date.UTC(2026, 10, 24) + tick++).toISOString() as Instant };
const databases: TestDatabase[] = [];
let database: TestDatabase;
const fresh = async () => {
  database = await testDatabase();
  databases.push(database);
};
beforeEach(fresh);
afterAll(async () => {
  for (const one of databases) await one.drop();
});

const holding = (reportId: number, ...accounts: string[]) =>
  aLinkableReport({ reportId, identifiers: accounts.map((normal) => aLinkableIdentifier({ normal })) });
const link = (...reports: Parameters<typeof linkSet>[2]) =>
  inTransaction(database.db, (tx) => linkSet(tx, { clock }, reports));
/** Subjects as lists of reports, whatever their numbers. */
const partition = async (...ids: number[]) => {
  const members = await subjectOf(database.db, ids);
  const groups = Map.groupBy(members, (member) => member.subjectId);
  return [...groups.values()].map((group) => group.map((member) => member.reportId));
};
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe('linking sets of reports', () => {
  test('reports with a common account become one proposed subject, within a set and across sets', async () => {
    await link(holding(1, 'a'), holding(2, 'b'), holding(3, 'a'));
    await link(holding(4, 'b'), holding(5));
    expect(await partition(1, 2, 3, 4, 5)).toEqual([
      [1, 3],
      [2, 4],
    ]);
    const [membership] = await subjectOf(database.db, [3]);
    expect(membership).toMatchObject({ standing: 'proposed', reports: 2, subject: `S-${membership?.subjectId}` });
  });

  test('a report between two subjects joins one and is only proposed to the other', async () => {
    await link(holding(1, 'a'), holding(2, 'b'));
    await link(holding(3, 'a', 'b'));
    expect(await partition(1, 2, 3)).toEqual([[1, 3], [2]]);
    const edges = await edgesAmong(database.db, [3]);
    expect(edges.map((edge) => [edge.aReportId, edge.bReportId, edge.verdict])).toEqual([
      [1, 3, 'proposed'],
      [2, 3, 'proposed'],
    ]);
  });

  test('a second run changes nothing', async () => {
    const set = [holding(1, 'a'), holding(2, 'a')];
    await link(...set);
    const picture = () =>
      Promise.all(
        ['linking_key', 'linking_edge', 'linking_membership'].map((table) =>
          database.db.query(`select * from ${table} order by 1`),
        ),
      );
    const first = await picture();
    await link(...set);
    expect(await picture()).toEqual(first);
  });

  test('the parts of every stored edge add up to its weight exactly', async () => {
    await link(...range(1, 20).map((id) => holding(id, 'a', `b${id % 3}`, `c${id % 5}`)));
    const edges = await edgesAmong(database.db, range(1, 20));
    expect(edges.length).toBeGreaterThan(30);
    for (const { weight, parts } of edges) expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBe(weight);
  });

  test('an account held by too many is demoted: its edges say so and its subject falls apart, unless something else holds it', async () => {
    const limit = LINKING_RULES.kinds.account.hubAbove;
    await link(...range(1, limit).map((id) => (id <= 2 ? holding(id, 'shared', 'own') : holding(id, 'shared'))));
    expect(await partition(...range(1, limit))).toHaveLength(1);
    await link(holding(limit + 1, 'shared'));
    const groups = await partition(...range(1, limit + 1));
    expect(groups).toHaveLength(limit);
    expect(groups).toContainEqual([1, 2]);
    const edges = (await edgesAmong(database.db, [limit])).filter((edge) => edge.value === 'shared');
    expect(edges).toMatchObject([{ hub: true, reportsSharing: limit + 1 }]);
    expect(edges[0]?.weight.toFixed(2)).toBe('0.02');
    await link(holding(limit + 2, 'shared'));
    expect(await partition(1, limit + 2)).toHaveLength(2);
  });

  test('the order of arrival does not change which values are shared and which are hubs', async () => {
    const reports = range(1, 150).map((id) =>
      holding(id, `x${id % 40}`, `y${(id * 7) % 45}`, ...(id % 2 ? ['everywhere'] : [])),
    );
    const clusters = async (order: typeof reports, size: number) => {
      await fresh();
      for (let at = 0; at < order.length; at += size) await link(...order.slice(at, at + size));
      const keys = await database.db.query(
        'select fingerprint::text, report_count, hub_since is null as live from linking_key order by 1',
      );
      const held = await database.db.query('select report_id, fingerprint::text from linking_report_key order by 1, 2');
      return { keys, held };
    };
    const forwards = await clusters(reports, 150);
    expect(await clusters([...reports].reverse(), 7)).toEqual(forwards);
    expect(
      await clusters(
        [...reports].sort((a, b) => (a.reportId % 11) - (b.reportId % 11)),
        31,
      ),
    ).toEqual(forwards);
  });

  test('sets that arrive at once count each report once and make one subject', async () => {
    const sets = range(0, 6).map((n) => range(1 + n * 5, 5).map((id) => holding(id, 'a', `own${id}`, 'b')));
    await Promise.all(sets.map((set, n) => link(...(n % 2 ? [...set].reverse() : set))));
    expect(await partition(...range(1, 30))).toHaveLength(1);
    const counts = await database.db.query<{ n: number }>(
      'select report_count as n from linking_key where report_count > 1',
    );
    expect(counts.map((row) => row.n)).toEqual([30, 30]);
  });

  test('tells of every report, urgent ones apart', async () => {
    await link(aLinkableReport({ reportId: 8, senderAlarm: 'exigent' }), holding(9, 'a'));
    const events = await database.db.query<{ subjects: number[] }>(
      `select subjects from outbox_event where kind = 'report.linked' order by event_id`,
    );
    expect(events.map((event) => event.subjects.map(Number))).toEqual([[8], [9]]);
  });
});
