import { noteExpungePart } from '#features/legal';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { StageDeps } from './stage.ts';
import { emptyParkedOf } from './store.ts';

type Part = Parameters<typeof noteExpungePart>[2];

/** A stage on `report.expunged`: one part of the house lets go, and says how much, in one transaction. */
export function lettingGo(part: Part, forget: (tx: Tx, deps: StageDeps, ids: readonly number[]) => Promise<number>) {
  return async (tx: Tx, deps: StageDeps, reportIds: readonly number[]): Promise<void> => {
    const removed = await forget(tx, deps, reportIds);
    await noteExpungePart(tx, deps, part, reportIds, removed);
  };
}

/** Parked work may quote what it failed on: its reason goes, and the work with it. */
export function forgetParked(tx: Tx, deps: StageDeps, reportIds: readonly number[]): Promise<number> {
  return emptyParkedOf(tx, reportIds, deps.clock.now());
}

/** Removes the bytes of everything expunged, until none is left; killed in between, the next run goes on. */
export async function shredAll(db: Db, { clock, packages }: StageDeps): Promise<number> {
  for (let removed = 0; ; ) {
    const batch = await inTransaction(db, (tx) => packages.vault.shredExpunged(tx, { clock }));
    if (batch === 0) return removed;
    removed += batch;
  }
}
