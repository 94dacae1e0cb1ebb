import { codeOf } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import type { Stage, StageDeps } from './stage.ts';
import { STAGES } from './stages.ts';
import { insertParked, insertStageRun, queueStage } from './store.ts';

/** One piece of queued work: a stage, the event that caused it and whom it is about. */
export interface StageJob {
  readonly stage: string;
  readonly eventId: number;
  readonly subjects: readonly number[];
}

// A defect shows itself at once; three tries leave room for a rare race, not for a night of retries.
const TRIES_BEFORE_PARKING = 3;

// Below the queue's own limit of 12, so that work is parked in sight rather than left as a spent job.
const TRIES_OF_INFRASTRUCTURE = 11;

/** SQLSTATE classes in which the work is sound and the house is on fire: connection, resources, shutdown, conflict. */
const INFRASTRUCTURE = /^(08|40|53|57|58)|^(ECONN|EPIPE|ETIMEDOUT|ENOENT|ENOSPC|EIO)/;

/**
 * Runs one stage for a set. A set that fails is split until the bad one stands alone; that one is parked with its reason,
 * visible and decidable by hand, and the others go on. Broken infrastructure is thrown, so that the queue tries again.
 */
export async function runStage(
  deps: StageDeps,
  job: StageJob,
  attempt: number,
  stages: readonly Stage[] = STAGES,
): Promise<void> {
  const stage = stages.find((line) => line.name === job.stage);
  if (!stage) throw new Error(`No stage is called ${job.stage}.`);
  if ('runOne' in stage && job.subjects.length > 1)
    return splitSet(
      deps,
      job,
      job.subjects.map((id) => [id]),
    );
  try {
    await runOnce(deps, stage, job);
  } catch (error) {
    if (INFRASTRUCTURE.test(codeOf(error)) && attempt < TRIES_OF_INFRASTRUCTURE) throw error;
    if (job.subjects.length > 1) return splitSet(deps, job, halves(job.subjects));
    if (attempt < TRIES_BEFORE_PARKING) throw error;
    await park(deps, job, attempt, error);
  }
}

async function runOnce(deps: StageDeps, stage: Stage, job: StageJob): Promise<void> {
  const startedAt = deps.clock.now();
  const start = performance.now();
  const history = () => ({ ...job, startedAt, durationMs: performance.now() - start, outcome: 'done' });
  if ('run' in stage) {
    await inTransaction(deps.db, async (tx) => {
      await stage.run(tx, deps, job.subjects);
      await insertStageRun(tx, history());
    });
  } else {
    for (const subject of job.subjects) await stage.runOne(deps.db, deps, subject);
    await inTransaction(deps.db, (tx) => insertStageRun(tx, history()));
  }
  deps.log.info({
    event: 'stage.done',
    stage: stage.name,
    count: job.subjects.length,
    durationMs: performance.now() - start,
  });
}

async function splitSet(deps: StageDeps, job: StageJob, parts: readonly (readonly number[])[]): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    for (const subjects of parts) await queueStage(tx, { ...job, subjects });
    await insertStageRun(tx, { ...job, startedAt: deps.clock.now(), durationMs: 0, outcome: 'split' });
  });
}

async function park(deps: StageDeps, job: StageJob, attempts: number, error: unknown): Promise<void> {
  const [subjectId] = job.subjects;
  if (subjectId === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  await inTransaction(deps.db, async (tx) => {
    const at = deps.clock.now();
    await insertParked(tx, { ...job, subjectId, code: codeOf(error), reason, attempts, at });
    await insertStageRun(tx, { ...job, startedAt: at, durationMs: 0, outcome: 'parked' });
  });
  deps.log.error({ event: 'stage.parked', stage: job.stage, code: codeOf(error), attempts });
}

function halves(ids: readonly number[]): readonly (readonly number[])[] {
  const middle = Math.ceil(ids.length / 2);
  return [ids.slice(0, middle), ids.slice(middle)];
}
