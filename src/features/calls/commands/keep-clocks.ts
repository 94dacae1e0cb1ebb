import type { Clock, Instant } from '#core/clock.ts';
import type { Disposition } from '#core/vocabulary.ts';
import { HAND_OVER } from '#features/legal';
import { decisionsOf, imminentSince } from '#features/triage';
import type { Tx } from '#platform/postgres/transaction.ts';
import { handOverClocks } from '../domain/hand-over-clock.ts';
import { deleteCallsOf, endMoot, meetClocks, startClocks } from '../store.ts';

/** Decisions after which nobody is to be told: what it is about is told elsewhere, or there is nothing to tell. */
const MOOT: ReadonlySet<string> = new Set<Disposition>([
  'linked-to-existing',
  'not-actionable',
  'outside-mandate',
  'duplicate-of',
]);

/**
 * Starts the clocks of reports that are imminent now and ends those of reports that no longer are, or that were decided otherwise.
 * Repeated, it changes nothing. `alarmedAt`: when a version came that bears its sender's alarm; none of these clocks starts before.
 */
export async function keepHandOverClocks(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
  alarmedAt: Instant | null = null,
): Promise<void> {
  if (reportIds.length === 0) return;
  const decided = new Set(
    (await decisionsOf(tx, reportIds)).flatMap((one) => (MOOT.has(one.disposition) ? [one.reportId] : [])),
  );
  const waiting = reportIds.filter((reportId) => !decided.has(reportId));
  const since = await imminentSince(
    tx,
    waiting.map((reportId) => ({ reportId, alarmedAt })),
  );
  const clocks = [...since].flatMap(([reportId, from]) =>
    handOverClocks(HAND_OVER.minutes, from).map((clock) => ({ ...clock, reportId, because: 'imminent' as const })),
  );
  if (clocks.length > 0) await startClocks(tx, clocks, HAND_OVER.version);
  const lowered = waiting.filter((reportId) => !since.has(reportId));
  const now = deps.clock.now();
  if (lowered.length > 0) await endMoot(tx, lowered, 'no-longer-imminent', now);
  if (decided.size > 0) await endMoot(tx, [...decided], 'decided-otherwise', now);
}

/** A package with these reports is in its service's hands. */
export function meetPackageClocks(tx: Tx, reportIds: readonly number[], at: Instant): Promise<void> {
  return meetClocks(tx, reportIds, 'package', at);
}

/** Lets go of what was said about reports that two persons disposed of. */
export function forgetCalls(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return deleteCallsOf(tx, reportIds);
}
