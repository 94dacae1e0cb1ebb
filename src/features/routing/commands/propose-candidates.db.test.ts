import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import type { PlaceIdentifier } from '../domain/collect-evidence.ts';
import { candidatesOf } from '../queries/routes-of-reports.ts';
import { whoAnswersFor } from '../queries/who-answers-for.ts';
import { loadDirectory } from './load-directory.ts';
import { openPlaceFinder } from './open-place-finder.ts';
import { proposeCandidates, type ReportToRoute } from './propose-candidates.ts';

// Proved: candidates are ranked from the real databases and stored whole, for one report or a set, again with the same rows.
// Out of scope: where the facts come from (intake). Alone: npx vitest run --project database propose-candidates
const NOW = '2026-06-20T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
let database: TestDatabase;
const places = await openPlaceFinder({ operatorFolder: null });
beforeAll(async () => {
  database = await testDatabase();
  await inTransaction(database.db, loadDirectory);
});
afterAll(() => database.drop());

const anAddressSeen = (address: string): PlaceIdentifier => ({
  kind: 'ip',
  value: address,
  normal: address,
  port: null,
  observed: { asWritten: NOW, instant: NOW, zone: 'stated' },
  event: 'Login',
  provenance: 'reported-by-provider',
  verified: null,
  possibleProxy: null,
  personRole: 'reported',
  path: 'personOrUserReported[0].ipCaptureEvent[0]',
});
const aReport = (reportId: number, fields: Partial<ReportToRoute> = {}): ReportToRoute => ({
  reportId,
  receivedAt: NOW,
  imminent: false,
  facts: { identifiers: [], persons: [] },
  ...fields,
});
const propose = (...reports: ReportToRoute[]) =>
  inTransaction(database.db, (tx) => proposeCandidates(tx, { clock, places }, reports));

describe('proposing routes for a set of reports', () => {
  test('each report gets its own candidates, and one without a place the national centre', async () => {
    const documentation = aReport(1, { facts: { identifiers: [anAddressSeen('203.0.113.7')], persons: [] } });
    await propose(documentation, aReport(2));
    const rows = await candidatesOf(database.db, [1, 2]);
    expect(rows.map((row) => [row.reportId, row.rank, row.agency])).toEqual([
      [1, 1, 'FED-NCECC'],
      [2, 1, 'FED-NCECC'],
    ]);
    expect(rows[0]).toMatchObject({ ruleVersion: places.reference.rules.version, proposedAt: NOW });
    expect(rows[0]?.cautions.map((caution) => caution.code)).toEqual(['documentation-range']);
  });

  test('a real public address reaches a Canadian service, with the missing port named', async () => {
    await propose(aReport(3, { facts: { identifiers: [anAddressSeen('24.48.0.1')], persons: [] } }));
    const [first] = await candidatesOf(database.db, [3]);
    expect(first?.agency).toBe('QC-SPVM-ESEI');
    expect(first?.cautions.map((caution) => caution.code)).toContain('no-port-behind-carrier-nat');
    expect(first?.reasons[0]?.words.fr).toMatch(/^Adresse IP 24\.48\.0\.1/);
  });

  test('run again it leaves the same rows, and new evidence replaces the old candidates', async () => {
    const home = {
      kind: null,
      street: null,
      city: 'Laval',
      region: 'QC',
      postalCode: null,
      country: 'CA',
      verified: null,
    };
    const person = {
      role: 'reported' as const,
      path: 'personOrUserReported[0]',
      addresses: [home],
      estimatedLocation: null,
    };
    await propose(aReport(4));
    await propose(aReport(4, { facts: { identifiers: [], persons: [person] } }));
    const once = await candidatesOf(database.db, [4]);
    await propose(aReport(4, { facts: { identifiers: [], persons: [person] } }));
    expect(await candidatesOf(database.db, [4])).toEqual(once);
    expect(once.map((row) => row.agency)).toEqual(['QC-SPL', 'QC-SQ-ESEI']);
  });

  test('a written place is answered from the tables', async () => {
    const place = { city: 'Gatineau', region: 'Québec', postalCode: null, country: null };
    expect(await whoAnswersFor(database.db, places.reference, place, NOW)).toEqual({
      kind: 'resolved',
      places: [{ steps: [['QC-SPVG'], ['QC-SQ-ESEI']] }],
      doubts: [],
    });
  });
});
