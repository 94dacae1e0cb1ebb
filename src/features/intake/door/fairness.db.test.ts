import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { receiveSet } from '../commands/receive-set.ts';
import type { ReceiveDeps } from '../received.ts';
import { aReceived, aSubmittedReport } from '../testing.ts';
import { inReceiptTransaction } from './store-receipts.ts';

// Proved here: a single report waits for no set of its source that is still being stored; equals that meet are stored once all the same.
// Alone: npx vitest run --project database src/features/intake/door/fairness.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const deps: ReceiveDeps = { clock, vault: {} as ReceiveDeps['vault'], onReceived: async () => undefined };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const rawOf = (text: string) => {
  const inline = Buffer.from(text);
  const sha256 = createHash('sha256').update(inline).digest();
  return { sha256, sizeBytes: inline.length, inline, stored: null, contentType: null, fileName: null };
};

/** A set of this source that is written and not yet committed; it commits when told. */
async function anOpenSet(items: Parameters<typeof receiveSet>[3]) {
  const written = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const done = inTransaction(database.db, async (tx) => {
    const outcomes = granted(await receiveSet(tx, deps, OPERATOR, items));
    written.resolve();
    await commit.promise;
    return outcomes;
  });
  await Promise.race([written.promise, done]);
  return { commit: () => commit.resolve(), done };
}

const receiveOne = (item: ReturnType<typeof aReceived>) =>
  inReceiptTransaction(database, async (tx) => granted(await receiveSet(tx, deps, OPERATOR, [item])));

const isSomebodyWaiting = async () =>
  (
    await database.db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).length > 0;

describe('a single report while a set of its source is being stored', () => {
  it('is in the queue before the set is', async () => {
    const bulk = await anOpenSet([aReceived(), aReceived(), aReceived()]);
    const [urgent] = await receiveOne(aReceived({ report: aSubmittedReport({ senderAlarm: 'now' }) }));
    expect(urgent?.outcome).toBe('received');
    bulk.commit();
    expect((await bulk.done).map(({ outcome }) => outcome)).toEqual(['received', 'received', 'received']);
  });

  it('with the bytes of one of the set is that one: it looks again once the set is there', async () => {
    const bulk = await anOpenSet([aReceived({ raw: rawOf('the same') }), aReceived()]);
    const alone = receiveOne(aReceived({ raw: rawOf('the same') }));
    await eventually(isSomebodyWaiting);
    bulk.commit();
    const [first] = await bulk.done;
    expect(await alone).toMatchObject([{ outcome: 'repeated', number: first?.number }]);
  });

  it('with the CyberTip number of one of the set is its next version', async () => {
    const tip = (text: string) =>
      aReceived({ source: 'ncmec', raw: rawOf(text), report: aSubmittedReport({ externalId: '190000088' }) });
    const bulk = await anOpenSet([tip('first version'), aReceived({ source: 'ncmec' })]);
    const alone = receiveOne(tip('second version'));
    await eventually(isSomebodyWaiting);
    bulk.commit();
    const [first] = await bulk.done;
    expect(await alone).toMatchObject([{ outcome: 'new-version', number: first?.number }]);
  });
});
