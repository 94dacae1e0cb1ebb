import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { eventually } from '../../test/support/eventually.ts';
import type { KindOfWork, StageDeps } from './stage.ts';
import { isAllWorkTaken, type Rounds, startWorker, type Worker } from './worker.ts';

// Proved: a worker kept to some kinds of work leaves every other job as it was, and the living ones say between them whether anything
// is left undone. Out of scope: what the stages do, the command line (test/journeys/apart.test.ts).
// Alone: npx vitest run --project database src/pipeline/worker

const NOTHING: Rounds = { everySecond: [], everyMinute: [], besideEveryMinute: [], everyHour: [] };
const NOBODY = 1;

let database: TestDatabase;
const workers: Worker[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await database.drop();
});

async function startOnly(...only: KindOfWork[]): Promise<void> {
  // These stages find nobody to work on: no tool of theirs is touched.
  const deps = { db: database.db, clock: systemClock, log: silentLog } as unknown as StageDeps;
  workers.push(await startWorker(deps, NOTHING, { concurrency: 1, only }));
}

const queue = (stage: string) =>
  database.db.query('select outbox_queue_stage($1, 1, $2::bigint[], 0)', [stage, [NOBODY]]);
const untouched = async () =>
  (
    await database.db.query<{ name: string }>(
      'select task_identifier as name from graphile_worker.jobs where attempts = 0 order by id',
    )
  ).map((job) => job.name);

it('takes the kinds of work it is kept to and leaves the others to others', async () => {
  for (const stage of ['start-clocks', 'seal-package', 'deliver-package']) await queue(stage);
  // As a version before this one queued it.
  await database.db.query(
    `select graphile_worker.add_job('run-stage', json_build_object('stage', 'match-media', 'eventId', 1, 'subjects', array[$1::int]))`,
    [NOBODY],
  );
  await startOnly('dispatch');
  await eventually(async () => !(await untouched()).includes('deliver-package'));
  expect(await untouched()).toEqual(['start-clocks', 'seal-package', 'run-stage']);
  await startOnly('seal');
  await eventually(async () => !(await untouched()).includes('seal-package'));
  expect(await untouched()).toEqual(['start-clocks', 'run-stage']);
  expect(await isAllWorkTaken(database.db)).toBe(false);
  await startOnly('stages');
  await eventually(async () => (await untouched()).length === 0);
  expect(await eventually(() => isAllWorkTaken(database.db))).toBe(true);
});
