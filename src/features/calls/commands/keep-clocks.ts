import type { Clock, Instant } from '#core/clock.ts';
import { HAND_OVER } from '#features/legal';
import { imminentSince } from '#features/triage';
import type { Tx } from '#platform/postgres/transaction.ts';
import { handOverClocks } from '../domain/hand-over-clock.ts';
import { deleteCallsOf, endLowered, meetClocks, startClocks } from '../store.ts';

/** Starts the clocks of reports that are imminent now and ends those of reports that no longer are. Repeated, it changes nothing. */
export async function keepHandOverClocks(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  if (reportIds.length === 0) return;
  const since = await imminentSince(tx, reportIds);
  const clocks = [...since].flatMap(([reportId, from]) =>
    handOverClocks(HAND_OVER.minutes, from).map((clock) => ({ ...clock, reportId, because: 'imminent' as const })),
  );
  if (clocks.length > 0) await startClocks(tx, clocks, HAND_OVER.version);
  const others = reportIds.filter((reportId) => !since.has(reportId));
  if (others.length > 0) await endLowered(tx, others, deps.clock.now());
}

/** A package with these reports is in its service's hands. */
export function meetPackageClocks(tx: Tx, reportIds: readonly number[], at: Instant): Promise<void> {
  return meetClocks(tx, reportIds, 'package', at);
}

/** Lets go of what was said about reports that two persons disposed of. */
export function forgetCalls(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return deleteCallsOf(tx, reportIds);
}
