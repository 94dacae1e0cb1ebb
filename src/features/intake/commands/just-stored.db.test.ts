import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import type { ReportFacts } from '#features/intake/types';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { writeXml } from '#platform/xml/write-xml.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { keepJustStored } from '../just-stored.ts';
import { arbitraryDocument } from '../parse/arbitrary-ispws.ts';
import { parseIspwsReport } from '../parse/parse-ispws-report.ts';
import { factsForStage, takeInHand } from '../queries/received-facts.ts';
import { reportFacts } from '../queries/report-facts.ts';
import type { Received } from '../received.ts';
import { aReceived, aSubmittedFile, aSubmittedIdentifier, aSubmittedReport } from '../testing.ts';
import type { SubmittedReport } from '../types.ts';
import { receiveSet } from './receive-set.ts';

// Proved here: what a stage is given of a report this process has just stored is what it would read of its rows, for any report;
// and that a report amended meanwhile is read anew. Alone: npx vitest run --project database src/features/intake/commands/just-stored

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function store(received: readonly Received[]): Promise<ReportFacts[]> {
  const stored: ReportFacts[] = [];
  const onStored = (facts: readonly ReportFacts[]) => void stored.push(...facts);
  const deps = { clock, vault: undefined as never, onReceived: async () => undefined, onStored };
  const outcome = await inTransaction(database.db, (tx) => receiveSet(tx, deps, OPERATOR, received));
  expect(outcome.ok).toBe(true);
  return stored;
}

function anyReports(count: number): SubmittedReport[] {
  const documents = fc.sample(arbitraryDocument('report'), { numRuns: count, seed: 2_026 });
  return documents.flatMap((document) => {
    const parsed = parseIspwsReport(Buffer.from(writeXml(document)), { now: NOW });
    return parsed.ok ? [parsed.value] : [];
  });
}

const WITH_FILES = aSubmittedReport({
  identifiers: [aSubmittedIdentifier({ kind: 'url', value: 'https://site.example/p/1', normal: null })],
  files: [aSubmittedFile({ givenName: 'f1.bin', viewedByEsp: null, identifiers: [aSubmittedIdentifier()] })],
  narratives: [{ path: 'additionalInfo', body: 'astral 𝒜 and é', restricted: false }],
});

describe('what was just stored', () => {
  it('is to the field what the rows say, for a set of any reports', async () => {
    const reports = [...anyReports(120), WITH_FILES];
    expect(reports.length).toBeGreaterThan(60);
    const stored = await store(reports.map((report) => aReceived({ report })));
    const read = await reportFacts(
      database.db,
      stored.map((facts) => facts.reportId),
    );
    expect(stored).toHaveLength(reports.length);
    for (const [at, facts] of stored.entries()) expect(facts).toEqual(read[at]);
  });

  it('is handed to the stages of the same database, once', async () => {
    const [facts] = await store([aReceived({ report: WITH_FILES })]);
    if (!facts) throw new Error('Nothing was stored.');
    const marked = { ...facts, drift: [{ path: 'mark', kind: 'order', detail: 'from hand' }] as const };
    keepJustStored(database.db, [marked]);
    const look = () =>
      inTransaction(database.db, async (tx) => {
        await takeInHand(tx, database.db, [facts.reportId]);
        return (await factsForStage(tx, [facts.reportId]))[0]?.drift;
      });
    expect(await look()).toEqual(marked.drift);
    expect(await look()).toEqual([]);
  });

  it('is left aside when a new version came meanwhile', async () => {
    const tip = (alarm: string | null) =>
      aReceived({ source: 'ncmec', report: aSubmittedReport({ externalId: '190000777', senderAlarm: alarm }) });
    const [facts] = await store([tip(null)]);
    if (!facts) throw new Error('Nothing was stored.');
    keepJustStored(database.db, [facts]);
    expect(await store([tip('NCMEC priority 1')])).toEqual([]);
    const version = await inTransaction(database.db, async (tx) => {
      await takeInHand(tx, database.db, [facts.reportId]);
      return (await factsForStage(tx, [facts.reportId]))[0]?.version;
    });
    expect(version).toBe(2);
  });
});
