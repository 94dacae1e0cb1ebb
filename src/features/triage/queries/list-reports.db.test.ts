import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { HOUR_MS } from '#core/units.ts';
import { signedInAs } from '#features/access/testing';
import { aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { claimReport } from '../commands/claim-report.ts';
import { openInQueue } from '../commands/open-in-queue.ts';
import { listWithStanding } from './list-reports.ts';

// Proved here: what a list of reports says of their standing in triage, and that a list of one urgency pages like any other.
// Alone: npx vitest run --project database src/features/triage/queries/list-reports.db.test.ts

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const deps: { readonly clock: Clock } = { clock: { now: () => NOW } };
let database: TestDatabase;
let ann: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  ann = (await signedInAs(database.db, deps, { name: 'Ann', roles: ['triage-investigator'] })).actor;
});
afterAll(() => database.drop());
beforeEach(() => database.db.query('truncate intake_report, triage_queue cascade'));

function receive(senderAlarm: string | null) {
  return inTransaction(database.db, (tx) =>
    receiveForTest(
      tx,
      { report: aSubmittedReport({ senderAlarm }) },
      { onReceived: (inner, heads) => openInQueue(inner, deps, heads) },
    ),
  );
}

describe('a list of reports', () => {
  it('says how urgent each is and who holds it, while the claim lives', async () => {
    const held = await receive('placeholder alarm');
    const free = await receive(null);
    await inTransaction(database.db, (tx) => claimReport(tx, deps, ann, held.reportId));
    const { items } = granted(await listWithStanding(database.db, { asOf: NOW }));
    expect(items).toMatchObject([
      { number: free.number, holder: null, danger: null, completeness: null },
      { number: held.number, urgency: 'P1', holder: 'Ann' },
    ]);
    expect(items[0]?.urgency).not.toBe('P1');
    const later = granted(await listWithStanding(database.db, { asOf: plusMs(NOW, 2 * HOUR_MS) }));
    expect(later.items[1]?.holder).toBeNull();
  });

  it('of one urgency leaves the others out, and pages newest first', async () => {
    const first = await receive('placeholder alarm');
    await receive(null);
    const second = await receive('placeholder alarm');
    const third = await receive('placeholder alarm');
    const page = granted(await listWithStanding(database.db, { urgency: 'P1', limit: 2 }));
    expect(page.items.map((item) => item.number)).toEqual([third.number, second.number]);
    expect(page.next).toBe(second.number);
    const rest = granted(await listWithStanding(database.db, { urgency: 'P1', limit: 2, after: second.number }));
    expect(rest).toMatchObject({ items: [{ number: first.number }], next: null });
  });

  it('of one urgency and one state holds only what is both', async () => {
    await receive('placeholder alarm');
    expect(granted(await listWithStanding(database.db, { urgency: 'P1', state: 'open' })).items).toHaveLength(1);
    expect(granted(await listWithStanding(database.db, { urgency: 'P1', state: 'package' })).items).toEqual([]);
    expect(granted(await listWithStanding(database.db, { urgency: 'P1', source: 'hotline' })).items).toEqual([]);
  });
});
