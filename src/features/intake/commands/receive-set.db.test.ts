import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import type { ReportHead } from '#features/intake/types';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { narrativeBodies } from '../queries/narrative-bodies.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { listReports } from '../queries/report-heads.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { victimPlaces } from '../queries/victim-places.ts';
import type { RawBytes, ReceiveDeps } from '../received.ts';
import {
  aReceived,
  aSubmittedFile,
  aSubmittedIdentifier,
  aSubmittedPerson,
  aSubmittedReport,
  receiveForTest,
} from '../testing.ts';
import { moveInLedger } from './move-in-ledger.ts';
import { receiveSet } from './receive-set.ts';

// Proved here: what a receipt leaves in the tables, repetition and versions, the ledger, what the read doors show and hide.
// Alone: npx vitest run --project database src/features/intake/commands/receive-set.db.test.ts

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const within = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.db, act);

function depsSeeing(seen: ReportHead[]): ReceiveDeps {
  const vault = {} as ReceiveDeps['vault'];
  return {
    clock,
    vault,
    onReceived: async (_tx, heads) => {
      seen.push(...heads);
    },
  };
}

function rawOf(text: string): RawBytes {
  const inline = Buffer.from(text);
  const sha256 = createHash('sha256').update(inline).digest();
  return { sha256, sizeBytes: inline.length, inline, stored: null, contentType: null, fileName: null };
}

async function ledgerOf(reportId: number): Promise<string[]> {
  const rows = await database.db.query<{ move: string }>(
    `select from_state || ' ' || to_state || ' ' || received_day as move
     from intake_ledger where report_id = $1 order by entry_id`,
    [reportId],
  );
  return rows.map((row) => row.move);
}

async function announced(kind: string): Promise<number[]> {
  const rows = await database.db.query<{ subjects: number[] }>(
    `select subjects::float8[] as subjects from outbox_event where kind = $1`,
    [kind],
  );
  return rows.flatMap((row) => row.subjects);
}

const childPath = 'victim[0]';
const A_CHILD = aSubmittedPerson({
  role: 'victim',
  path: childPath,
  firstName: 'Example',
  age: '12',
  addresses: [
    {
      kind: null,
      street: '1 Example St',
      city: 'Laval',
      region: 'QC',
      postalCode: 'H7A 1A1',
      country: 'CA',
      verified: null,
    },
  ],
  identifiers: [
    aSubmittedIdentifier({ kind: 'ip', value: '192.0.2.9', path: `${childPath}.ipCaptureEvent[0]` }),
    aSubmittedIdentifier({ kind: 'screen-name', value: 'example_child', path: `${childPath}.screenName` }),
  ],
});

describe('receiving a set', () => {
  it('stores a report in all its parts and shows them again', async () => {
    const seen: ReportHead[] = [];
    const report = aSubmittedReport({
      persons: [aSubmittedPerson({ identifiers: [aSubmittedIdentifier({ port: 443 })] }), A_CHILD],
      files: [aSubmittedFile({ originalName: 'a.bin', viewedByEsp: false })],
      narratives: [{ path: 'additionalInfo', body: 'neutral words', restricted: false }],
      drift: [{ path: 'report', kind: 'order', detail: 'x' }],
    });
    const head = await within((tx) => receiveForTest(tx, { report }, depsSeeing(seen)));
    expect(head.number).toMatch(/^R-2026-\d{6}$/);
    expect(seen.map((one) => one.number)).toEqual([head.number]);
    const [facts] = await reportFacts(database.db, [head.reportId]);
    expect(facts?.incidents[0]?.occurred?.instant).toBe('2026-11-23T08:00:00.000Z');
    expect(facts?.persons.map((person) => person.role)).toEqual(['reported']);
    expect(facts?.identifiers[0]).toMatchObject({ value: 'acct-1', port: 443, personRole: 'reported' });
    expect(facts?.identifiers[0]?.personId).toBe(facts?.persons[0]?.personId);
    expect(facts?.files[0]).toMatchObject({ originalName: 'a.bin', viewedByEsp: false, objectId: null });
    expect(facts?.narratives[0]).toMatchObject({ path: 'additionalInfo', length: 13 });
    expect(facts?.drift).toEqual([{ path: 'report', kind: 'order', detail: 'x' }]);
    expect((await narrativeBodies(database.db, [head.reportId]))[0]?.body).toBe('neutral words');
    expect(await ledgerOf(head.reportId)).toEqual(['outside open 2026-11-24']);
    expect(await announced('report.received')).toContain(head.reportId);
  });

  it('shows of a child nothing but number, age band, town and addresses', async () => {
    const head = await within((tx) => receiveForTest(tx, { report: aSubmittedReport({ persons: [A_CHILD] }) }));
    const [facts] = await reportFacts(database.db, [head.reportId]);
    expect(facts?.victimSummary).toEqual({ count: 1, ageBands: ['11-13'] });
    expect(JSON.stringify(facts)).not.toMatch(/Example St|example_child|192\.0\.2\.9|Laval/);
    const places = await victimPlaces(database.db, [head.reportId]);
    expect(places[0]?.places).toEqual([{ city: 'Laval', region: 'QC', country: 'CA' }]);
    expect(places[0]?.addresses.map((one) => one.value)).toEqual(['192.0.2.9']);
    expect(JSON.stringify(places)).not.toMatch(/Example|H7A|example_child/);
  });

  it('answers the same bytes again as repeated and stores nothing, in one set or in two', async () => {
    const raw = rawOf('the same bytes');
    const first = await within((tx) =>
      receiveSet(tx, depsSeeing([]), OPERATOR, [aReceived({ raw }), aReceived({ raw })]),
    );
    const again = await within((tx) => receiveSet(tx, depsSeeing([]), OPERATOR, [aReceived({ raw })]));
    const outcomes = [first, again].flatMap((result) => (result.ok ? result.value : []));
    expect(outcomes.map((one) => one.outcome)).toEqual(['received', 'repeated', 'repeated']);
    expect(new Set(outcomes.map((one) => one.number)).size).toBe(1);
    const counts = await database.db.query(`select 1 from intake_raw where sha256 = $1`, [raw.sha256]);
    expect(counts).toHaveLength(1);
  });

  it('makes other bytes under a known CyberTip number a new version and leaves the decision alone', async () => {
    const tip = (text: string, value: string) =>
      aReceived({
        source: 'ncmec',
        raw: rawOf(text),
        report: aSubmittedReport({ externalId: '190000001', identifiers: [aSubmittedIdentifier({ value })] }),
      });
    const both = await within((tx) => receiveSet(tx, depsSeeing([]), OPERATOR, [tip('v1', 'old'), tip('v2', 'new')]));
    expect(both.ok && both.value.map((one) => one.outcome)).toEqual(['received', 'new-version']);
    const head = await resolveReport(database.db, 'ncmec:190000001');
    if (!head) throw new Error('not found');
    await within((tx) => moveInLedger(tx, { clock }, OPERATOR, [{ reportId: head.reportId, to: 'not-actionable' }]));
    await within((tx) => receiveSet(tx, depsSeeing([]), OPERATOR, [tip('v3', 'newest')]));
    const after = await resolveReport(database.db, 'ncmec:190000001');
    expect(after).toMatchObject({ version: 3, state: 'not-actionable', number: head.number });
    const [facts] = await reportFacts(database.db, [head.reportId]);
    expect(facts?.identifiers.map((one) => one.value)).toEqual(['newest']);
    const [before] = await reportFacts(database.db, [head.reportId], 1);
    expect(before).toMatchObject({ version: 1, identifiers: [{ value: 'old' }] });
    expect(await reportFacts(database.db, [head.reportId], 9)).toEqual([]);
    expect(await announced('report.amended')).toEqual([head.reportId, head.reportId]);
    expect(await ledgerOf(head.reportId)).toHaveLength(2);
  });

  it('links a repeated submission of one sender to the first one and never merges them', async () => {
    const raw = rawOf('submitted twice');
    const submit = (credentialId: number) =>
      within((tx) =>
        receiveForTest(tx, { via: 'submit', raw, credentialId: credentialId as never, state: 'unfinished' }),
      );
    const [first, second, stranger] = [await submit(1), await submit(1), await submit(2)];
    expect(second.duplicateOf).toBe(first.number);
    expect([first.duplicateOf, stranger.duplicateOf]).toEqual([null, null]);
    expect(await announced('report.received')).not.toContain(first.reportId);
  });

  it('shows an unfinished report to the queue at once when its sender raises an alarm', async () => {
    const seen: ReportHead[] = [];
    const receive = (senderAlarm: string | null) =>
      within((tx) =>
        receiveForTest(
          tx,
          { via: 'submit', state: 'unfinished', report: aSubmittedReport({ senderAlarm }) },
          depsSeeing(seen),
        ),
      );
    await receive(null);
    expect(seen).toEqual([]);
    const alarmed = await receive('exigent');
    expect(seen.map((head) => head.reportId)).toEqual([alarmed.reportId]);
  });

  it('counts a report received at 23:30 in Toronto in that day and year', async () => {
    const receivedAt = '2027-01-01T04:30:00.000Z' as Instant;
    const head = await within((tx) => receiveForTest(tx, { receivedAt }));
    expect(head.number).toMatch(/^R-2026-/);
    expect(await ledgerOf(head.reportId)).toEqual(['outside open 2026-12-31']);
  });

  it('is closed to those who may not receive, and the denial is audited', async () => {
    const actor = { kind: 'staff', staffId: 9 as never, name: 'x', roles: ['administrator'], language: 'en' } as const;
    const result = await within((tx) => receiveSet(tx, depsSeeing([]), actor, [aReceived()]));
    expect(result).toEqual({ ok: false, refusal: { kind: 'not-permitted' } });
    const denials = await database.db.query(
      `select 1 from audit_entry where act = 'receive-report' and outcome = 'denied'`,
    );
    expect(denials).toHaveLength(1);
  });
});

describe('the ledger', () => {
  it('moves all or none, from the state that is and the one the caller believes', async () => {
    const [a, b] = await within(async (tx) => [await receiveForTest(tx), await receiveForTest(tx)] as const);
    const move = (moves: Parameters<typeof moveInLedger>[3]) =>
      within((tx) => moveInLedger(tx, { clock }, OPERATOR, moves));
    expect((await move([{ reportId: a.reportId, to: 'package' }])).ok).toBe(true);
    const refused = await move([
      { reportId: b.reportId, to: 'package' },
      { reportId: a.reportId, to: 'held' },
    ]);
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'move-not-allowed', state: 'package' } });
    expect(await move([{ reportId: b.reportId, from: 'held', to: 'package' }])).toMatchObject({ ok: false });
    expect(await move([{ reportId: 999_999, to: 'open' }])).toMatchObject({ refusal: { kind: 'unknown-report' } });
    expect(await ledgerOf(b.reportId)).toHaveLength(1);
  });
});

describe('lists', () => {
  it('gives every report once, newest first, page after page', async () => {
    const numbers: string[] = [];
    let after: string | undefined;
    do {
      const page = granted(await listReports(database.db, { limit: 3, ...(after === undefined ? {} : { after }) }));
      numbers.push(...page.items.map((item) => item.number));
      after = page.next ?? undefined;
    } while (after !== undefined);
    const all = await database.db.query(`select 1 from intake_report`);
    expect(new Set(numbers).size).toBe(all.length);
    expect(numbers).toHaveLength(all.length);
    expect(await resolveReport(database.db, numbers[0] ?? '')).not.toBeNull();
    expect(await resolveReport(database.db, 'R-1999-000001')).toBeNull();
    expect(await resolveReport(database.db, "x' or 1=1")).toBeNull();
  });
});
