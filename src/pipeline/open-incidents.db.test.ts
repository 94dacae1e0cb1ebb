import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { silentLog } from '#platform/log/log.ts';
import { announce, type EventKind } from '#platform/outbox/announce.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { runStage } from './run-stage.ts';
import type { StageDeps } from './stage.ts';
import { STAGES } from './stages.ts';
import { subscribeStages } from './worker.ts';

// Proved: whoever announces one of these events has a job queued, by name, that opens an incident. Alone: … --project database open-incidents
let database: TestDatabase;
const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
beforeAll(async () => {
  database = await testDatabase();
  await inTransaction(database.db, subscribeStages);
});
afterAll(() => database.drop());

test.each([
  'package.retracted',
  'package.sent-wrongly',
  'access.break-glass-misused',
  'urgent-notice.misused',
  'access.break-glass-overdue',
  'urgent-notice.review-overdue',
  'audit.tamper-found',
  'vault.object-damaged',
] as const satisfies readonly EventKind[])('%s, announced by anybody, opens an incident', async (kind) => {
  const { db } = database;
  await inTransaction(db, (tx) => announce(tx, { kind, subjects: [7] }));
  const [event] = await db.query<{ eventId: number }>(
    'select event_id as "eventId" from outbox_event where kind = $1',
    [kind],
  );
  const queued = await db.query<{ stage: string }>(
    `select job.payload ->> 'stage' as stage from graphile_worker._private_jobs job where (job.payload ->> 'eventId')::bigint = $1`,
    [event?.eventId],
  );
  const listening = STAGES.filter((stage) => stage.on === kind).map((stage) => stage.name);
  expect(queued.map((row) => row.stage).toSorted()).toEqual(listening.toSorted());
  const stage = listening.find((name) => name.startsWith('open-incidents')) ?? '';
  await runStage({ db, clock, log: silentLog } as StageDeps, { stage, eventId: event?.eventId ?? 0, subjects: [7] }, 1);
  const opened = await db.query('select 1 from incidents_incident where event_kind = $1 and about_id = 7', [kind]);
  expect(opened).toHaveLength(1);
});
