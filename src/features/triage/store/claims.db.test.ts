import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { expireLeases } from '../commands/expire-leases.ts';
import { openInQueue } from '../commands/open-in-queue.ts';
import { endExpiredLeases, takeFirstFree, takeOne } from './claims.ts';
import { findQueueRows } from './queue.ts';

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const clockAt = (now: Instant): Clock => ({ now: () => now });
const ENDS = { imminent: plusMs(NOW, 10 * MINUTE_MS), other: plusMs(NOW, 30 * MINUTE_MS) };

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function receive(reports: readonly { id: number; alarm?: string; minutesAgo?: number }[]): Promise<void> {
  await inTransaction(database.db, async (tx) => {
    await tx.query('truncate triage_queue');
    await openInQueue(
      tx,
      { clock: clockAt(NOW) },
      reports.map(({ id, alarm = null, minutesAgo = 0 }) => ({
        reportId: id,
        source: 'provider' as const,
        receivedAt: plusMs(NOW, -minutesAgo * MINUTE_MS),
        senderAlarm: alarm,
      })),
    );
  });
}

const take = (staffId: number, now: Instant = NOW) =>
  inTransaction(database.db, (tx) => takeFirstFree(tx, staffId, now, ENDS));

describe('take next', () => {
  it('gives the sender’s alarms first, then what is due first', async () => {
    await receive([
      { id: 1, minutesAgo: 5 },
      { id: 2, minutesAgo: 60 },
      { id: 3, alarm: 'priority 1' },
    ]);
    const taken = [await take(7), await take(7), await take(7), await take(7)];
    expect(taken.map((one) => one?.reportId)).toEqual([3, 2, 1, undefined]);
    expect(taken.map((one) => one?.leaseUntil)).toEqual([ENDS.imminent, ENDS.other, ENDS.other, undefined]);
  });

  it('never gives one report to two people who press at the same moment', async () => {
    const reports = 400;
    await receive(Array.from({ length: reports }, (_, index) => ({ id: index + 1 })));
    const taken: number[] = [];
    for (let round = 0; round < reports / 2; round += 1) {
      const pair = await Promise.all([take(7), take(8)]);
      taken.push(...pair.flatMap((one) => (one ? [one.reportId] : [])));
    }
    expect(taken).toHaveLength(reports);
    expect(new Set(taken).size).toBe(reports);
  });

  it('passes over what others are taking instead of waiting for them', async () => {
    await receive([
      { id: 1, minutesAgo: 2 },
      { id: 2, minutesAgo: 1 },
    ]);
    const second = await inTransaction(database.db, async (tx) => {
      await takeFirstFree(tx, 7, NOW, ENDS);
      return take(8);
    });
    expect(second?.reportId).toBe(2);
  });
});

describe('a lease', () => {
  it('that ran out gives the report back, with who had begun', async () => {
    await receive([{ id: 1 }]);
    await take(7);
    const later = plusMs(NOW, 31 * MINUTE_MS);
    await inTransaction(database.db, (tx) => expireLeases(tx, { clock: clockAt(later) }));
    const [row] = await findQueueRows(database.db, [1]);
    expect(row).toMatchObject({ holder: null, leaseUntil: null, halfDoneBy: 'staff:7' });
    const audited = await database.db.query(`select object_ids from audit_entry where act = 'expire-lease'`);
    expect(audited).toEqual([{ object_ids: ['1'] }]);
  });

  it('that ran out is free at once, before anything swept it', async () => {
    await receive([{ id: 1 }]);
    await take(7);
    expect(await take(8, plusMs(NOW, 29 * MINUTE_MS))).toBeNull();
    expect((await take(8, plusMs(NOW, 30 * MINUTE_MS)))?.reportId).toBe(1);
    expect((await findQueueRows(database.db, [1]))[0]?.halfDoneBy).toBe('staff:7');
  });

  it('is left alone while it runs', async () => {
    await receive([{ id: 1 }]);
    await take(7);
    const ended = await inTransaction(database.db, (tx) => endExpiredLeases(tx, plusMs(NOW, 20 * MINUTE_MS)));
    expect(ended).toEqual([]);
  });

  it('can be renewed by its holder and taken by nobody else', async () => {
    await receive([{ id: 1 }]);
    await take(7);
    const claim = (staffId: number) =>
      inTransaction(database.db, (tx) => takeOne(tx, 1, staffId, plusMs(NOW, SECOND_MS), ENDS));
    expect(await claim(8)).toBeNull();
    expect((await claim(7))?.reportId).toBe(1);
  });
});

it('opens rows once: a repeated receipt changes nothing, a later alarm raises', async () => {
  await receive([{ id: 1 }, { id: 2, alarm: 'exigent' }]);
  const before = await findQueueRows(database.db, [1, 2]);
  const again = (alarm: string | null) =>
    inTransaction(database.db, (tx) =>
      openInQueue(tx, { clock: clockAt(NOW) }, [
        { reportId: 1, source: 'provider', receivedAt: NOW, senderAlarm: alarm },
      ]),
    );
  await again(null);
  expect(await findQueueRows(database.db, [1, 2])).toEqual(before);
  await again('child in danger');
  expect((await findQueueRows(database.db, [1]))[0]).toMatchObject({ level: 1, floorBy: 'sender', provisional: true });
});
