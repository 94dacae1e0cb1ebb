import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units.ts';

/** Limits of a sign-in (security page, 3.1; CJIS AC-11 and AC-12 allow 30 min). */
export const IDLE_MS = 15 * MINUTE_MS;
export const ABSOLUTE_MS = 12 * HOUR_MS;
export const STEP_UP_MS = 5 * MINUTE_MS;
export const LINK_MS = 30 * MINUTE_MS;
/** Use is noted at most this often: spares a write per request and keeps the idle limit within ± 5 s. */
export const NOTE_USE_MS = 5 * SECOND_MS;

export interface SessionTimes {
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly steppedUpAt: Instant | null;
}

/** When this session ends if nobody touches it again. */
export function endOf(times: SessionTimes): Instant {
  const idleEnd = plusMs(times.lastSeenAt, IDLE_MS);
  return idleEnd < times.expiresAt ? idleEnd : times.expiresAt;
}

/** Whether the session still counts at this instant. */
export function isLive(times: SessionTimes, now: Instant): boolean {
  return times.endedAt === null && now < endOf(times);
}

/** Until when the person counts as freshly proven; null when no longer. */
export function stepUpUntil(times: SessionTimes, now: Instant): Instant | null {
  if (times.steppedUpAt === null) return null;
  const until = plusMs(times.steppedUpAt, STEP_UP_MS);
  return now < until ? until : null;
}

/** Whether this use should be written down. */
export function isUseDue(times: SessionTimes, now: Instant): boolean {
  return msBetween(times.lastSeenAt, now) >= NOTE_USE_MS;
}
