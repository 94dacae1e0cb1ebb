import { join } from 'node:path';
import { lockUnreviewed, sweepAccess } from '#features/access';
import { raiseSilence, sequenceEntries } from '#features/audit';
import { type DeliveryTools, fileDelivery } from '#features/dispatch';
import { closeStaleUnfinished, type IntakeDeps } from '#features/intake';
import { openPackageTools, type PackageTools } from '#features/packaging';
import { openPlaceFinder, type PlaceFinder } from '#features/routing';
import { reconcileLedger } from '#features/stats';
import { announceDueDecisions, expireLeases, openInQueue } from '#features/triage';
import type { StageDeps } from '#pipeline/stage.ts';
import { type Rounds, startWorker, subscribeStages, type Worker } from '#pipeline/worker.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import type { Instance } from './instance.ts';

/** The adapters that stages and routes need beside the database. */
export interface Tools {
  readonly places: PlaceFinder;
  readonly packages: PackageTools;
  readonly delivery: DeliveryTools;
}

/** Opens what reads places, builds packages and delivers files. */
export async function openTools(instance: Instance): Promise<Tools> {
  const { dataDir } = instance.settings;
  const [places, packages] = await Promise.all([
    openPlaceFinder({ operatorFolder: join(dataDir, 'operator') }),
    openPackageTools({
      vault: instance.vault,
      keysDir: join(dataDir, 'keys'),
      workDir: join(dataDir, 'run', 'packages'),
    }),
  ]);
  return {
    places,
    packages,
    delivery: fileDelivery({ vault: instance.vault, spoolDir: join(dataDir, 'spool', 'out') }),
  };
}

/** What intake is given: the provisional row of the queue is born in the receipt's own transaction. */
export function intakeDeps(instance: Instance): IntakeDeps {
  const { db, vault, clock, log } = instance;
  return {
    db,
    vault,
    clock,
    log,
    operatorDir: join(instance.settings.dataDir, 'operator'),
    onReceived: (tx, reports) => openInQueue(tx, { clock }, reports),
  };
}

/** Starts taking queued work for this instance. */
export async function startStageWorker(instance: Instance, concurrency: number, tools?: Tools): Promise<Worker> {
  const { db, vault, clock, log } = instance;
  const deps: StageDeps = { db, clock, log, ...(tools ?? (await openTools(instance))) };
  const rounds: Rounds = {
    everySecond: [
      (tx) => announceDueDecisions(tx, { clock }),
      (tx) => sequenceEntries(tx, { clock, audit: instance.audit }),
    ],
    everyMinute: [
      (tx) => closeStaleUnfinished(tx, intakeDeps(instance)),
      (tx) => expireLeases(tx, { clock }),
      (tx) => sweepAccess(tx, { clock }),
      (tx) => lockUnreviewed(tx, { clock }),
      (tx) => raiseSilence(tx, { clock }),
    ],
    everyHour: [() => vault.sweepOrphans(db, { clock }), () => reconcileLedger(db, { clock, log })],
  };
  await inTransaction(db, subscribeStages);
  return startWorker(deps, rounds, concurrency);
}
