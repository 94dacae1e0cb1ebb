import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { connect } from '#platform/postgres/connect.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aReportXml } from '../ispws/testing.ts';
import { insertQuota } from '../store/quotas.ts';
import type { DoorDeps } from './enter.ts';
import { admitMail, countMailBytes } from './mail-quotas.ts';
import { receiveMail } from './receive-mail.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';

// Proved here: how much mail one stated domain, and all of them together, may send; and that none of it is lost. Out of scope: how a mailbox
// goes on with the others (test/journeys/mail-box-and-keys.test.ts).
// Alone: npx vitest run --project database src/features/intake/door/mail-quotas.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const GENEROUS = { documentsPerMinute: 1_000, mebibytesPerHour: 1_000, alarmsPerMinute: 100 };

let database: TestDatabase;
let house: DoorHouse;
let count = 0;
beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});
// What one test has spent is over for the next.
beforeEach(() => house.pass(6 * HOUR_MS));

const setQuota = (sender: string, quota: Partial<typeof GENEROUS>) => {
  const at = house.now();
  const dated = { ...GENEROUS, ...quota, sender, validFrom: at, setBy: 'staff:1', setAt: at, reason: 'agreed' };
  return inTransaction(database.db, (tx) => insertQuota(tx, dated));
};

async function send(from: string, body = 'Neutral.', deps: DoorDeps = house.deps): Promise<string> {
  const message = `From: Desk <${from}>\r\nMessage-ID: <${++count}@x.example>\r\n\r\n${body}\r\n`;
  return sent(message, deps);
}

async function sent(message: string, deps: DoorDeps = house.deps): Promise<string> {
  const pieces = Readable.from([Buffer.from(message)], { objectMode: false });
  const entered = await receiveMail(deps, OPERATOR, pieces, { source: 'provider', mostBytes: 8_000_000 });
  if (entered.ok) return entered.value.spooled ? 'spooled' : 'received';
  if (entered.refusal.kind !== 'over-quota') return entered.refusal.kind;
  return `${entered.refusal.of} waits ${entered.refusal.retryAfterSeconds} s`;
}

const ALARM = '<escalateToHighPriority>A child is in danger now</escalateToHighPriority>';
const anAlarm = (from: string) =>
  sent(
    `From: <${from}>\r\nMessage-ID: <${++count}@x.example>\r\nContent-Type: application/xml\r\n\r\n${aReportXml(`<additionalInfo>${count}</additionalInfo>`, ALARM)}`,
  );

const rowOf = (domain: string) =>
  `mail#${createHash('sha256').update(`mail:${domain}`).digest().readUInt16BE() % 1_024}`;
/** So many domains nobody set a quota for, which spend from the same row. */
function sharingOneRow(many: number): readonly string[] {
  const first = 'shared.example';
  const found = [first];
  for (let at = 0; found.length < many; at++)
    if (rowOf(`shared-${at}.example`) === rowOf(first)) found.push(`shared-${at}.example`);
  return found;
}

describe('the mail of one stated domain', () => {
  it('has a quota: a flood of it waits, and all others come in', async () => {
    await setQuota('mail:flood.example', { documentsPerMinute: 2 });
    expect([await send('a@flood.example'), await send('b@FLOOD.example')]).toEqual(['received', 'received']);
    expect(await send('c@flood.example')).toBe('sender waits 30 s');
    expect(await send('desk@safety.example')).toBe('received');
    house.pass(30_000);
    expect(await send('c@flood.example')).toBe('received');
  });

  it('does not spend what it is refused from the quota of all mail', async () => {
    await setQuota('mail', { documentsPerMinute: 3 });
    await setQuota('mail:again.example', { documentsPerMinute: 1 });
    expect(await send('a@again.example')).toBe('received');
    for (let at = 0; at < 5; at++) expect(await send('a@again.example')).toMatch(/^sender waits/);
    expect([await send('a@one.example'), await send('a@two.example')]).toEqual(['received', 'received']);
    expect(await send('a@three.example')).toBe('door waits 20 s');
    await setQuota('mail', {});
  });

  it('with a quota nobody set spends from a bounded number of rows, whatever domains are invented', async () => {
    for (let at = 0; at < 30; at++) expect(await send(`a@invented-${at}.example`)).toBe('received');
    const rows = await database.db.query<{ sender: string }>(
      `select distinct sender from intake_allowance where sender like 'mail#%'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.every(({ sender }) => Number(sender.slice('mail#'.length)) < 1_024)).toBe(true);
    expect(await database.db.query(`select from intake_allowance where sender like 'mail:invented%'`)).toEqual([]);
  });

  it('takes no more from a shared row than it sends, one after the other and at once, whatever domains are invented', async () => {
    const [victim = '', ...invented] = sharingOneRow(121);
    for (const domain of invented.slice(0, 60)) expect(await admitMail(house.deps, domain)).toEqual({ admitted: true });
    const atOnce = invented.slice(60).map((domain) => admitMail(house.deps, domain));
    expect(new Set((await Promise.all(atOnce)).map(({ admitted }) => admitted))).toEqual(new Set([true]));
    await countMailBytes(house.deps, invented[0] ?? '', 1_000);
    expect(await send(`a@${victim}`)).toBe('received');
    const [held] = await database.db.query<{ minutes: number }>(
      `select extract(epoch from spent_until - $2::timestamptz)::float8 / 60 as minutes
       from intake_allowance where sender = $1 and measure = 'bytes'`,
      [rowOf(victim), house.now()],
    );
    // One lease, a hundredth of an hour.
    expect(held?.minutes).toBeCloseTo(0.6);
  });

  it('is counted by its bytes too, and a large one is let through whole', async () => {
    await setQuota('mail:large.example', { mebibytesPerHour: 1 });
    expect(await send('a@large.example', `${'generated pattern '.repeat(70)}\r\n`.repeat(1_700))).toBe('received');
    expect(await send('a@large.example')).toMatch(/^sender waits \d{4} s/);
    expect(await send('a@safety.example')).toBe('received');
  });

  it('over its quota still brings an alarm, and alarms have a bound of their own', async () => {
    await setQuota('mail:alarm.example', { documentsPerMinute: 1, alarmsPerMinute: 1 });
    expect(await send('a@alarm.example')).toBe('received');
    expect(await anAlarm('a@alarm.example')).toBe('received');
    expect(await anAlarm('a@alarm.example')).toMatch(/^sender waits/);
    expect(await send('a@alarm.example')).toMatch(/^sender waits/);
  });
});

describe('all mail together', () => {
  it('has a quota that many domains share', async () => {
    await setQuota('mail', { documentsPerMinute: 2 });
    const outcomes = [];
    for (let at = 0; at < 4; at++) outcomes.push(await send(`a@many-${at}.example`));
    expect(outcomes).toEqual(['received', 'received', 'door waits 30 s', 'door waits 30 s']);
    house.pass(MINUTE_MS);
    expect(await send('a@many-4.example')).toBe('received');
    await setQuota('mail', {});
  });

  it('without a sender has the quota of one domain', async () => {
    await setQuota('mail:unknown', { documentsPerMinute: 1 });
    expect(await sent('Subject: one\r\n\r\nNeutral.')).toBe('received');
    expect(await sent('Subject: two\r\n\r\nNeutral.')).toMatch(/^sender waits/);
    expect(await send('a@safety.example')).toBe('received');
  });

  it('is bounded by the spool alone while the database is away', async () => {
    await setQuota('mail:away.example', { documentsPerMinute: 1 });
    const nowhere = connect({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const away = { ...house.deps, db: nowhere };
    expect([await send('a@away.example', '1', away), await send('a@away.example', '2', away)]).toEqual(
      Array(2).fill('spooled'),
    );
    await nowhere.close();
  });
});
