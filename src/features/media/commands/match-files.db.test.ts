import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { matchesOf } from '../queries/matches-of.ts';
import { aHashedFile } from '../testing.ts';
import { matchFiles, type ReportWithFiles } from './match-files.ts';

// Proved: recurrence over sets, runs and rivals. Out of scope: near matches and lists. Alone: npx vitest run --project database src/features/media
const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const sha = (letter: string) => letter.repeat(64);
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const held = (reportId: number, sha256: string): ReportWithFiles => ({
  reportId,
  senderAlarm: null,
  files: [aHashedFile({ fileId: reportId * 10, sha256 })],
});
const match = (...reports: ReportWithFiles[]) => inTransaction(database.db, (tx) => matchFiles(tx, { clock }, reports));
const seen = async (...ids: number[]) =>
  (await matchesOf(database.db, ids)).map((one) => [one.reportId, one.firstReportId, one.earlierReports]);

describe('recognising files', () => {
  test('finds the file in a later set and within one set', async () => {
    await match(held(1, sha('a')), held(2, sha('b')));
    await match(held(3, sha('a')), held(4, sha('a')));
    expect(await seen(1, 2, 3, 4)).toEqual([
      [3, 1, 1],
      [4, 1, 2],
    ]);
  });

  test('counts nothing twice when it runs again', async () => {
    await match(held(11, sha('c')));
    await match(held(12, sha('c')));
    await match(held(11, sha('c')), held(12, sha('c')));
    await match(held(13, sha('c')));
    expect(await seen(11, 12, 13)).toEqual([
      [12, 11, 1],
      [13, 11, 2],
    ]);
  });

  test('rival sets with common files wait for each other and each report is counted', async () => {
    const files = (fileId: number) =>
      ['d', 'e', 'f'].map((letter, place) => aHashedFile({ fileId: fileId + place, sha256: sha(letter) }));
    const report = (reportId: number, reversed: boolean): ReportWithFiles => ({
      reportId,
      senderAlarm: null,
      files: reversed ? files(reportId * 10).reverse() : files(reportId * 10),
    });
    await Promise.all(Array.from({ length: 6 }, (_, n) => match(report(21 + n, n % 2 === 0))));
    const matches = await matchesOf(database.db, [21, 22, 23, 24, 25, 26]);
    expect(matches).toHaveLength(15);
    expect(matches.map((one) => one.earlierReports).sort()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]);
  });

  test('tells of every report, urgent ones apart, also those without files', async () => {
    const [before] = await database.db.query<{ n: number }>('select coalesce(max(event_id), 0) as n from outbox_event');
    await match({ reportId: 31, senderAlarm: null, files: [] }, { reportId: 32, senderAlarm: 'exigent', files: [] });
    const events = await database.db.query<{ subjects: number[] }>(
      `select subjects from outbox_event where kind = 'report.matched' and event_id > $1 order by event_id`,
      [before?.n],
    );
    expect(events.map((event) => event.subjects.map(Number))).toEqual([[32], [31]]);
  });
});
