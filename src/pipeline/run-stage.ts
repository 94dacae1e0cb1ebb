import { codeOf } from '#platform/log/log.ts';
import { queueListener, relaying, type WrittenEvent } from '#platform/outbox/announce.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { ByteStage, SetStage, Stage, StageDeps } from './stage.ts';
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

/** Whether the house is at fault and the queue shall try again, rather than a report be parked. */
function isForTheQueue(error: unknown, attempt: number): boolean {
  return INFRASTRUCTURE.test(codeOf(error)) && attempt < TRIES_OF_INFRASTRUCTURE;
}

/**
 * Runs one stage for a set, and the stages that follow from it. A set that fails is split until the bad one stands alone; that one is
 * parked with its reason, visible and decidable by hand, and the others go on. Broken infrastructure is thrown, so that the queue
 * tries again.
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
    await ('run' in stage ? runRoad(deps, stage, job, attempt, stages) : runBytes(deps, stage, job));
  } catch (error) {
    if (isForTheQueue(error, attempt)) throw error;
    if (job.subjects.length > 1) return splitSet(deps, job, halves(job.subjects));
    if (attempt < TRIES_BEFORE_PARKING) throw error;
    await park(deps, job, attempt, error);
  }
}

/**
 * All stages that follow without a person, in one transaction, a set as far as its locks may be held: what they look at is read once and
 * committed once. Where one of them
 * fails nothing of it stands: the first runs alone and the others are queued, so that the one that fails is the one that is parked.
 */
async function runRoad(
  deps: StageDeps,
  first: SetStage,
  job: StageJob,
  attempt: number,
  stages: readonly Stage[],
): Promise<void> {
  let reached = first;
  try {
    const done = await inTransaction(deps.db, async (tx) => {
      const runs: Run[] = [];
      const ahead: { readonly stage: SetStage; readonly job: StageJob }[] = [{ stage: first, job }];
      for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
        reached = next.stage;
        const { run, events } = await runOnce(tx, deps, next.stage, next.job);
        runs.push(run);
        const goesOn = !next.stage.letsGo || next.job.subjects.length === 1;
        for (const { event, stage } of listenersTo(events, stages))
          if (goesOn && 'run' in stage) ahead.push({ stage, job: { ...event, stage: stage.name } });
          else await queueListener(tx, event, stage.name);
      }
      return runs;
    });
    for (const run of done) logDone(deps, run);
  } catch (error) {
    if (reached === first || isForTheQueue(error, attempt)) throw error;
    await runAlone(deps, first, job, stages);
  }
}

async function runAlone(deps: StageDeps, alone: SetStage, job: StageJob, stages: readonly Stage[]): Promise<void> {
  const done = await inTransaction(deps.db, async (tx) => {
    const { run, events } = await runOnce(tx, deps, alone, job);
    for (const { event, stage } of listenersTo(events, stages)) await queueListener(tx, event, stage.name);
    return run;
  });
  logDone(deps, done);
}

function listenersTo(events: readonly WrittenEvent[], stages: readonly Stage[]) {
  return events.flatMap((event) => stages.filter(({ on }) => on === event.kind).map((stage) => ({ event, stage })));
}

interface Run {
  readonly stage: string;
  readonly count: number;
  readonly durationMs: number;
}

async function runOnce(
  tx: Tx,
  deps: StageDeps,
  stage: SetStage,
  job: StageJob,
): Promise<{ readonly run: Run; readonly events: readonly WrittenEvent[] }> {
  const [startedAt, start] = [deps.clock.now(), performance.now()];
  const events = await relaying(tx, () => stage.run(tx, deps, job.subjects));
  const durationMs = performance.now() - start;
  await insertStageRun(tx, { ...job, startedAt, durationMs, outcome: 'done' });
  return { run: { stage: stage.name, count: job.subjects.length, durationMs }, events };
}

async function runBytes(deps: StageDeps, stage: ByteStage, job: StageJob): Promise<void> {
  const [startedAt, start] = [deps.clock.now(), performance.now()];
  for (const subject of job.subjects) await stage.runOne(deps.db, deps, subject);
  const durationMs = performance.now() - start;
  await inTransaction(deps.db, (tx) => insertStageRun(tx, { ...job, startedAt, durationMs, outcome: 'done' }));
  logDone(deps, { stage: stage.name, count: job.subjects.length, durationMs });
}

function logDone(deps: StageDeps, run: Run): void {
  deps.log.info({ event: 'stage.done', ...run });
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
