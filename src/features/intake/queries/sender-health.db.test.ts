import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aSubmittedReport, receiveForTest } from '../testing.ts';
import { senderHealth } from './sender-health.ts';

// Proved here: every sender is listed once with its last days counted, the silent ones first.
// Alone: npx vitest run --project database src/features/intake/queries/sender-health.db.test.ts

const NOW = '2026-11-27T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
const daysAgo = (days: number) => plusMs(NOW, -days * DAY_MS);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function send(sender: string, days: readonly number[], fields: Parameters<typeof receiveForTest>[1] = {}) {
  for (const day of days)
    await inTransaction(database.db, (tx) => receiveForTest(tx, { sender, receivedAt: daysAgo(day), ...fields }));
}

describe('the senders', () => {
  it('are nobody before the first report', async () => {
    expect(await senderHealth(database.db, { clock })).toEqual([]);
  });

  it('are each held against their own rhythm, the silent ones first', async () => {
    const drift = [{ path: 'x', kind: 'unknown-element', detail: 'x' }] as const;
    await send('Steady', [0.5, 2, 4, 6, 8, 10, 12, 14, 16]);
    await send('Steady', [3], { unreadable: 'malformed-xml' });
    await send('Steady', [5], { report: aSubmittedReport({ drift }) });
    await send('Silent', [20, 20.5, 21, 22, 23, 24, 25, 26, 27, 28]);
    await send('New', [1]);
    const senders = await senderHealth(database.db, { clock });
    expect(senders.map(({ sender, hearing }) => [sender, hearing.kind])).toEqual([
      ['Silent', 'silent'],
      ['Steady', 'heard'],
      ['New', 'too-few'],
    ]);
    expect(senders[1]).toMatchObject({
      source: 'provider',
      lastSeenAt: daysAgo(0.5),
      lastDay: 1,
      lastWeek: 6,
      unreadable: 1,
      drifted: 1,
    });
  });
});
