import { openByEvent } from '#features/incidents';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { StageDeps } from './stage.ts';

/** A stage that opens an incident for everything an event is about. */
export function opening(event: Parameters<typeof openByEvent>[2]) {
  return (tx: Tx, deps: StageDeps, ids: readonly number[]): Promise<void> => openByEvent(tx, deps, event, ids);
}
