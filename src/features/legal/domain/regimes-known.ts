import type { Instant } from '#core/clock.ts';
import type { Regime } from './rules.ts';

/** A day of force as somebody with the right to say so set it. */
export interface RegimeDate {
  readonly regime: string;
  /** First day in force; null: taken back. */
  readonly inForceFrom: string | null;
  readonly setAt: Instant;
}

/**
 * The regimes with the days of force that were known at an instant: a day set later, even one in the past, changes nothing that was born
 * before it was set.
 */
export function regimesKnownAt(
  regimes: readonly Regime[],
  dates: readonly RegimeDate[],
  at: Instant,
): readonly Regime[] {
  const known = dates.filter((date) => date.setAt <= at).toSorted((a, b) => (a.setAt < b.setAt ? -1 : 1));
  return regimes.map((regime) => {
    const last = known.findLast((date) => date.regime === regime.code);
    return last === undefined ? regime : { ...regime, inForceFrom: last.inForceFrom };
  });
}

/** Why a day cannot be set: the regime has its day by law, or there is no such day. */
export function dateFault(
  regime: Regime | undefined,
  day: string | null,
): 'unknown-regime' | 'fixed-by-law' | 'no-such-day' | null {
  if (regime === undefined) return 'unknown-regime';
  // The day that stands in the reference data came into force long ago.
  if (regime.inForceFrom !== null) return 'fixed-by-law';
  return day === null || isDay(day) ? null : 'no-such-day';
}

function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
}
