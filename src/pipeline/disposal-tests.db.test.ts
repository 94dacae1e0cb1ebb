import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { reconcileLedger } from '#features/stats';
import { silentLog } from '#platform/log/log.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { type DisposalDesk, openDisposalDesk } from '../../test/support/disposal-desk.ts';

// Proved: what a sender marked as a test is disposed of ninety days after its receipt, by two persons, with a row of the ledger, and is in
// no count before or after; a real report of the same day stays. Alone: npx vitest run --project database pipeline/disposal-tests
let house: DisposalDesk;
let db: Db;
beforeAll(async () => {
  house = await openDisposalDesk();
  ({ db } = house);
});
afterAll(() => house.close());

const received = (isTest: boolean) =>
  inTransaction(db, (tx) =>
    receiveForTest(
      tx,
      { report: aSubmittedReport({ isTest } as object), receivedAt: house.now() },
      { vault: house.desk.vault, clock: house.clock, onReceived: async () => undefined },
    ),
  );

const figures = () =>
  db.query(
    'select state, source, received_day, count(*)::int as reports from stats_reconciliation group by 1, 2, 3 order by 1, 2, 3',
  );

test('a test goes when its ninety days are over, and the ledger says so; a real report that is open does not', async () => {
  const [aTest, real] = [await received(true), await received(false)];
  const counted = await figures();
  const due = async () => (await house.call(house.supervisor, 'GET', '/retention/due')).json().items;
  house.pass(89);
  expect(await due()).toEqual([]);
  const early = { reports: [aTest.number], reason: 'Too soon.' };
  expect((await house.call(house.supervisor, 'POST', '/retention/expunges', early)).json().code).toBe('obstacles');
  house.pass(2);
  expect(await due()).toMatchObject([
    { report: aTest.number, standing: 'due', state: 'open', class: { code: 'sender-test' } },
  ]);
  expect((await house.carryOut(await house.approved([aTest.number]))).statusCode).toBe(200);
  await house.runAnnounced();
  const moves = await db.query(
    `select from_state || ' ' || to_state as move, actor from intake_ledger where report_id = $1 order by entry_id`,
    [aTest.reportId],
  );
  expect(moves).toMatchObject([
    { move: 'outside open' },
    { move: 'open outside-mandate', actor: `staff:${house.supervisor.staffId}` },
  ]);
  expect(await db.query('select 1 from intake_version where report_id = $1', [aTest.reportId])).toEqual([]);
  const [{ documents } = { documents: null }] = (
    await house.call(house.supervisor, 'GET', '/retention/certificates')
  ).json().items;
  expect(documents).toEqual({ en: true, fr: true });
  expect(await figures()).toEqual(counted);
  expect(await reconcileLedger(db, { clock: house.clock, log: silentLog })).toMatchObject({ balanced: true });
  house.pass(3_000);
  expect(await due()).toEqual([]);
  expect(await db.query('select 1 from intake_version where report_id = $1', [real.reportId])).toHaveLength(1);
});
