import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { DAY_MS, HOUR_MS } from '#core/units.ts';

/** When silence is said (reference/intake/health.json). */
export interface SilenceRules {
  readonly observedDays: number;
  readonly leastReports: number;
  readonly factor: number;
  readonly leastHours: number;
}

/** What is known of a sender's rhythm. */
export interface Rhythm {
  readonly lastSeenAt: Instant;
  /** Reports in the days observed before its last one, that one included. */
  readonly reports: number;
}

/** A sender is heard, silent (with the instant from which that was to be noticed), or has sent too little for anybody to tell. */
export type Hearing =
  | { readonly kind: 'heard' }
  | { readonly kind: 'silent'; readonly since: Instant }
  | { readonly kind: 'too-few' };

/** Whether a sender has fallen silent: measured against its own rhythm, never against another's. */
export function hearingOf(rhythm: Rhythm, rules: SilenceRules, now: Instant): Hearing {
  if (rhythm.reports < rules.leastReports) return { kind: 'too-few' };
  const usualMs = (rules.observedDays * DAY_MS) / rhythm.reports;
  const patienceMs = Math.max(rules.leastHours * HOUR_MS, rules.factor * usualMs);
  if (msBetween(rhythm.lastSeenAt, now) <= patienceMs) return { kind: 'heard' };
  return { kind: 'silent', since: plusMs(rhythm.lastSeenAt, patienceMs) };
}
