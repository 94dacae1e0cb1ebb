import { type Instant, msBetween } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';

/** No cosignature for this long is an alarm (security page, 3.3). */
export const SILENCE_MS = 15 * MINUTE_MS;

/** Whether anybody outside vouches for the log: nobody is asked to, somebody lately, or not lately enough. */
export type WitnessStanding = 'none' | 'current' | 'overdue';

/** Judges the silence of the witnesses in force, from their newest word or from the day the first was let in. */
export function standingOf(
  witnesses: readonly { readonly approvedAt: Instant; readonly lastCosignedAt: Instant | null }[],
  now: Instant,
): { readonly standing: WitnessStanding; readonly since: Instant | null } {
  if (witnesses.length === 0) return { standing: 'none', since: null };
  const words = witnesses.flatMap((witness) => witness.lastCosignedAt ?? []).sort();
  const since = words.at(-1) ?? witnesses.map((witness) => witness.approvedAt).sort()[0] ?? now;
  return { standing: msBetween(since, now) > SILENCE_MS ? 'overdue' : 'current', since };
}
