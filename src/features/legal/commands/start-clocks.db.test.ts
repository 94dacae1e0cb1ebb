import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { clocksOf, earliestLoss, gatesOf } from '../queries/clocks-of.ts';
import { aReportUnderLaw } from '../testing.ts';
import { type ReportUnderLaw, startClocksOfSet } from './start-clocks.ts';

// Proved: clocks and gates of a set are kept once and read back. Out of scope: the calendar (domain) and reading reports (intake).
// Alone: npx vitest run --project database src/features/legal
const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const start = (...reports: ReportUnderLaw[]) =>
  inTransaction(database.db, (tx) => startClocksOfSet(tx, { clock }, reports));

describe('starting the clocks of a set', () => {
  test('keeps every clock of every report, and the earliest live one leads', async () => {
    await start(
      aReportUnderLaw({ reportId: 1 }),
      aReportUnderLaw({ reportId: 2, source: 'ncmec', addressesSeenAt: ['2026-11-23T00:00:00.000Z' as Instant] }),
      aReportUnderLaw({ reportId: 3, source: 'hotline' }),
    );
    const kinds = (await clocksOf(database.db, [1, 2, 3])).map((line) => [line.reportId, line.kind]);
    expect(kinds).toEqual([
      [1, 'mra-preservation'],
      [2, 'ip-port-logs'],
      [2, 'us-provider-preservation'],
    ]);
    expect(await earliestLoss(database.db, [1, 2, 3], NOW)).toEqual([
      { reportId: 1, kind: 'mra-preservation', dueAt: '2026-12-16T05:00:00.000Z' },
      { reportId: 2, kind: 'ip-port-logs', dueAt: '2026-11-30T00:00:00.000Z' },
    ]);
    const later = await earliestLoss(database.db, [2], '2026-12-01T00:00:00.000Z' as Instant);
    expect(later).toMatchObject([{ kind: 'us-provider-preservation' }]);
  });

  test('a second run changes nothing, not even under other facts', async () => {
    await start(aReportUnderLaw({ reportId: 4 }));
    const first = await clocksOf(database.db, [4]);
    await start(aReportUnderLaw({ reportId: 4, receivedAt: '2026-12-24T12:00:00.000Z' as Instant }));
    expect(await clocksOf(database.db, [4])).toEqual(first);
  });

  test('gates that are not open are kept with their policy and read in both languages', async () => {
    const identifiers = [{ identifierId: 70, kind: 'ip', provenance: 'reported-by-provider' }];
    const files = [{ fileId: 71, viewedByEsp: false }];
    const report = aReportUnderLaw({ reportId: 5, source: 'ncmec', identifiers, files });
    await start(report);
    await start(report);
    const gates = await gatesOf(database.db, [5]);
    expect(gates.map((gate) => [gate.target, gate.targetId, gate.state])).toEqual([
      ['file', 71, 'noted'],
      ['identifier', 70, 'noted'],
    ]);
    expect(gates.every((gate) => gate.reason.en !== gate.reason.fr && gate.policyVersion !== '')).toBe(true);
  });
});
