import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { ledgerFigures } from './ledger-figures.ts';

const AT = '2026-11-24T12:00:00.000Z' as Instant;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.query('truncate intake_report, intake_ledger restart identity cascade'));

/** A report with its moves in the ledger; the last one is its state. */
async function receive(source: string, moves: readonly string[], state = moves.at(-1), day = '2026-11-24') {
  const [report] = await database.db.query<{ id: number }>(
    `insert into intake_report (number, source, format, channel, sender, received_at, state, last_change_at)
     values ('R-2026-' || lpad((select count(*) + 1 from intake_report)::text, 6, '0'), $1, 'cybertip-json', 'file', 'Example', $2, $3, $2)
     returning report_id as id`,
    [source, AT, state],
  );
  const from = ['outside', ...moves];
  await database.db.query(
    `insert into intake_ledger (report_id, source, from_state, to_state, at, received_day, actor)
     select $1, $2, move.from_state, move.to_state, $3, $4, 'staff:1'
     from unnest($5::text[], $6::text[]) as move (from_state, to_state)`,
    [report?.id, source, AT, day, from.slice(0, moves.length), moves],
  );
  return report?.id ?? 0;
}

const figures = (request = {}) => ledgerFigures(database.db, { asOf: AT, ...request });

describe('the ledger', () => {
  it('balances: received = dispositioned + open, per source and per day', async () => {
    await receive('ncmec', ['open', 'package']);
    await receive('ncmec', ['unfinished', 'open']);
    await receive('provider', ['open', 'not-actionable', 'open', 'lead-forwarded'], undefined, '2026-11-23');
    const all = await figures();
    expect(all).toMatchObject({ balanced: true, received: 3, open: 1, difference: 0, imbalances: [] });
    expect(all.dispositioned).toMatchObject({ package: 1, 'lead-forwarded': 1, 'not-actionable': 0 });
    expect(all.bySource.map(({ source, received }) => [source, received])).toEqual([
      ['ncmec', 2],
      ['provider', 1],
    ]);
    expect(all.byDay.map(({ day, received }) => [day, received])).toEqual([
      ['2026-11-23', 1],
      ['2026-11-24', 2],
    ]);
  });

  it('counts an empty house as balanced', async () => {
    expect(await figures()).toMatchObject({ balanced: true, received: 0, open: 0 });
  });

  it('counts only the days asked for', async () => {
    await receive('ncmec', ['open'], undefined, '2026-11-20');
    await receive('ncmec', ['open']);
    expect(await figures({ from: '2026-11-24' })).toMatchObject({ received: 1, open: 1 });
    expect(await figures({ to: '2026-11-23', by: 'day' })).toMatchObject({ received: 1, bySource: [] });
  });

  it('leaves drills and tests out of every count', async () => {
    const drill = await receive('ncmec', ['open']);
    await database.db.query(`update intake_report set excluded = 'drill' where report_id = $1`, [drill]);
    expect(await figures()).toMatchObject({ balanced: true, received: 0, open: 0 });
  });
});

describe('an imbalance names its report', () => {
  it('that never entered the ledger', async () => {
    await receive('ncmec', [], 'open');
    expect(await figures()).toMatchObject({
      balanced: false,
      difference: -1,
      imbalances: [{ report: 'R-2026-000001', why: 'not-in-ledger' }],
    });
  });

  it('that was received and is no longer there', async () => {
    const lost = await receive('ncmec', ['open']);
    await database.db.query('alter table intake_ledger drop constraint intake_ledger_report_id_fkey');
    await database.db.query('delete from intake_report where report_id = $1', [lost]);
    expect(await figures()).toMatchObject({
      balanced: false,
      difference: 1,
      imbalances: [{ report: '1', why: 'not-in-reports' }],
    });
  });

  it('whose state the ledger does not know', async () => {
    await receive('ncmec', ['open'], 'package');
    const { balanced, imbalances } = await figures();
    expect([balanced, imbalances[0]?.why]).toEqual([false, 'ledger-says-open']);
  });

  it('whose moves do not follow from each other, or that was received twice', async () => {
    const broken = await receive('ncmec', ['open', 'package', 'open']);
    await database.db.query(`delete from intake_ledger where report_id = $1 and to_state = 'package'`, [broken]);
    const twice = await receive('ncmec', ['open']);
    await database.db.query(
      `insert into intake_ledger (report_id, source, from_state, to_state, at, received_day, actor)
       values ($1, 'ncmec', 'outside', 'open', $2, '2026-11-24', 'staff:1')`,
      [twice, AT],
    );
    expect((await figures()).imbalances.map((one) => one.why)).toEqual(['broken-chain', 'received-2-times']);
  });
});
