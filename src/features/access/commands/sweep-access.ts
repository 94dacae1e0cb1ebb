import { type Clock, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { deleteStale } from '../store/sessions.ts';

/** Removes sessions and links a day past their end, and answers kept for repeated requests after a day. */
export async function sweepAccess(tx: Tx, deps: { readonly clock: Clock }): Promise<void> {
  await deleteStale(tx, plusMs(deps.clock.now(), -DAY_MS));
}
