import type { Clock, Instant } from '#core/clock.ts';
import { msBetween } from '#core/clock.ts';
import { SECOND_MS } from '#core/units.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { countOpen } from '../store/pages.ts';

// The screen asks every 5 s for every person; a total 2 s old is as true for them.
const KEPT_MS = 2 * SECOND_MS;

/** Counts the open reports at most once every two seconds, whoever asks. */
export function openCounter(deps: { readonly clock: Clock }): (q: Queryable) => Promise<number> {
  let kept: { readonly open: number; readonly at: Instant } | null = null;
  return async (q) => {
    const now = deps.clock.now();
    if (kept === null || msBetween(kept.at, now) >= KEPT_MS) kept = { open: await countOpen(q), at: now };
    return kept.open;
  };
}
