import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import { z } from 'zod';
import { codeOf } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { runStage } from './run-stage.ts';
import type { StageDeps } from './stage.ts';
import { STAGES } from './stages.ts';
import { keepPoolsAlive, saveSubscriptions } from './store.ts';

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

/** Tells the outbox which stage listens to which event. */
export async function subscribeStages(tx: Tx): Promise<void> {
  await saveSubscriptions(
    tx,
    STAGES.map((stage) => stage.on),
    STAGES.map((stage) => stage.name),
  );
}

/** Starts taking queued work. Several workers may run on one database; a pool that dies with its database is replaced. */
export async function startWorker(deps: StageDeps, rounds: Rounds, concurrency: number): Promise<Worker> {
  const pool = await keepRunning(deps, rounds, concurrency);
  const alive = async (tx: Tx) => {
    const dead = await keepPoolsAlive(tx, pool.id(), SILENT_SECONDS);
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

async function keepRunning(deps: StageDeps, rounds: Rounds, concurrency: number): Promise<RunningPool> {
  let stopping = false;
  let current = await startPool(deps, rounds, concurrency);
  const watch = () => {
    current.runner.promise
      .catch((error: unknown) => deps.log.warn({ event: 'queue.pool-ended', code: codeOf(error) }))
      .then(async () => {
        while (!stopping) {
          const next = await startPool(deps, rounds, concurrency).catch(() => null);
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
  concurrency: number,
): Promise<{ readonly id: string; readonly runner: Runner }> {
  const events: WorkerEvents = new EventEmitter();
  let id = '';
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id;
  });
  const runner = await run({
    pgPool: deps.db.pool,
    concurrency,
    events,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: quietLogger(deps),
    taskList: {
      'run-stage': async (payload, helpers) => {
        await runStage(deps, jobSchema.parse(payload), helpers.job.attempts);
      },
      'minute-round': () => runRound(deps, rounds.everyMinute),
      'beside-round': async () => {
        for (const act of rounds.besideEveryMinute) await act();
      },
      'hour-round': async () => {
        for (const act of rounds.everyHour) await act();
      },
    },
    parsedCronItems: parseCronItems([
      { task: 'minute-round', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
      { task: 'beside-round', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
      { task: 'hour-round', match: '7 * * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
    ]),
  });
  return { id, runner };
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
