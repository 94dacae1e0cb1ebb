import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { z } from 'zod';
import { codeOf } from '#platform/log/log.ts';
import { inTransaction, type Queryable, type Tx } from '#platform/postgres/transaction.ts';
import { runStage } from './run-stage.ts';
import type { KindOfWork, Stage, StageDeps } from './stage.ts';
import { KINDS_OF_WORK } from './stage.ts';
import { STAGES } from './stages.ts';
import { keepPoolsAlive, saveSubscriptions, selectLivingKinds } from './store.ts';

const jobSchema = z.object({ stage: z.string(), eventId: z.number(), subjects: z.array(z.number()) });

/** Work that a clock starts: every minute, or every second for the end of the 30 seconds in which a decision can be undone. */
export interface Rounds {
  readonly everySecond: readonly ((tx: Tx) => Promise<unknown>)[];
  readonly everyMinute: readonly ((tx: Tx) => Promise<unknown>)[];
  /** Slow reading at a bounded rate, apart from the others; each opens its own transactions. */
  readonly besideEveryMinute: readonly (() => Promise<unknown>)[];
  /** Each opens its own transactions. */
  readonly everyHour: readonly (() => Promise<unknown>)[];
}

export interface Worker {
  stop(): Promise<void>;
}

/** How much one worker takes on, and what. */
export interface WorkerShare {
  /** Jobs at once; each needs a connection of the pool. */
  readonly concurrency: number;
  /** @default every kind */
  readonly only?: readonly KindOfWork[];
}

/** Tells the outbox which stage listens to which event. */
export async function subscribeStages(tx: Tx): Promise<void> {
  await saveSubscriptions(
    tx,
    STAGES.map((stage) => stage.on),
    STAGES.map((stage) => stage.name),
  );
}

/** Whether living workers, in whatever process, take every kind of work between them. */
export async function isAllWorkTaken(q: Queryable): Promise<boolean> {
  const taken = await selectLivingKinds(q, SILENT_SECONDS);
  return KINDS_OF_WORK.every((kind) => taken.includes(kind));
}

/** Starts taking queued work. Several workers may run on one database; a pool that dies with its database is replaced. */
export async function startWorker(deps: StageDeps, rounds: Rounds, share: WorkerShare): Promise<Worker> {
  const pool = await keepRunning(deps, rounds, share);
  const kinds = share.only ?? KINDS_OF_WORK;
  const alive = async (tx: Tx) => {
    const dead = await keepPoolsAlive(tx, { poolId: pool.id(), kinds }, SILENT_SECONDS);
    if (dead > 0) deps.log.warn({ event: 'queue.given-back', count: dead });
  };
  const secondHand = everySecond(deps, { ...rounds, everySecond: [alive, ...rounds.everySecond] });
  return {
    stop: async () => {
      await secondHand.stop();
      await pool.stop();
    },
  };
}

// Ten heartbeats: a living pool under load misses some, a dead one misses all.
const SILENT_SECONDS = 10;

interface RunningPool {
  /** Of the pool that runs now. */
  id(): string;
  stop(): Promise<void>;
}

async function keepRunning(deps: StageDeps, rounds: Rounds, share: WorkerShare): Promise<RunningPool> {
  let stopping = false;
  let current = await startPool(deps, rounds, share);
  const watch = () => {
    current.runner.promise
      .catch((error: unknown) => deps.log.warn({ event: 'queue.pool-ended', code: codeOf(error) }))
      .then(async () => {
        while (!stopping) {
          const next = await startPool(deps, rounds, share).catch(() => null);
          if (next) {
            current = next;
            return watch();
          }
          await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
        }
      });
  };
  watch();
  return {
    id: () => current.id,
    stop: async () => {
      stopping = true;
      // A pool that ended with its database has nothing left to stop.
      await current.runner.stop().catch(() => undefined);
    },
  };
}

const RESTART_MS = 500;

async function startPool(
  deps: StageDeps,
  rounds: Rounds,
  share: WorkerShare,
): Promise<{ readonly id: string; readonly runner: Runner }> {
  const events: WorkerEvents = new EventEmitter();
  let id = '';
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id;
  });
  const runner = await run({
    pgPool: deps.db.pool,
    concurrency: share.concurrency,
    events,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: quietLogger(deps),
    taskList: { ...stageTasks(deps, share.only ?? KINDS_OF_WORK), ...roundTasks(deps, rounds) },
    parsedCronItems: parseCronItems(
      [
        { task: 'minute-round', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
        { task: 'beside-round', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
        { task: 'hour-round', match: '7 * * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
      ].filter(({ task }) => task in roundTasks(deps, rounds)),
    ),
  });
  return { id, runner };
}

/** A job bears the name of its stage, so that a pool takes the stages it has tasks for and leaves the others to others. */
function stageTasks(deps: StageDeps, kinds: readonly KindOfWork[]): TaskList {
  const stages: readonly Stage[] = STAGES;
  const taken = stages.filter(({ work = 'stages' }) => kinds.includes(work)).map(({ name }) => name);
  // Queued before jobs bore the names of their stages, whatever the stage: none is left behind.
  const names = kinds.includes('stages') ? [...taken, 'run-stage'] : taken;
  const task: TaskList[string] = async (payload, helpers) => {
    await runStage(deps, jobSchema.parse(payload), helpers.job.attempts);
  };
  return Object.fromEntries(names.map((name) => [name, task]));
}

/** Rounds in which there is nothing to do are left to the workers that have something. */
function roundTasks(deps: StageDeps, rounds: Rounds): TaskList {
  const { everyMinute, besideEveryMinute, everyHour } = rounds;
  const oneByOne = (acts: readonly (() => Promise<unknown>)[]) => async () => {
    for (const act of acts) await act();
  };
  return {
    ...(everyMinute.length > 0 ? { 'minute-round': () => runRound(deps, everyMinute) } : {}),
    ...(besideEveryMinute.length > 0 ? { 'beside-round': oneByOne(besideEveryMinute) } : {}),
    ...(everyHour.length > 0 ? { 'hour-round': oneByOne(everyHour) } : {}),
  };
}

async function runRound(deps: StageDeps, acts: Rounds['everyMinute']): Promise<void> {
  for (const act of acts) await inTransaction(deps.db, act);
}

/** One round at a time; a slow one delays the next instead of piling up. */
function everySecond(deps: StageDeps, rounds: Rounds): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = runRound(deps, rounds.everySecond)
      .catch((error: unknown) => deps.log.warn({ event: 'round.failed', code: codeOf(error) }))
      .finally(() => {
        busy = false;
      });
  }, 1_000);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** graphile-worker's own lines may carry payloads; only their level and our event name go on. */
function quietLogger(deps: StageDeps) {
  return new Logger(() => (level: string) => {
    if (level === 'error') deps.log.error({ event: 'queue.error' });
    if (level === 'warning') deps.log.warn({ event: 'queue.warning' });
  });
}
