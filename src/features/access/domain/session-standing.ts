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
  /** The person locked the screen; null when they did not. */
  readonly lockedAt: Instant | null;
}

/** `locked`: kept for the same person, who must prove themselves again. `ended`: gone for good. */
export type SessionStanding = 'live' | 'locked' | 'ended';

/** When this session locks if nobody touches it again, or ends. */
export function endOf(times: SessionTimes): Instant {
  const idleEnd = plusMs(times.lastSeenAt, IDLE_MS);
  return idleEnd < times.expiresAt ? idleEnd : times.expiresAt;
}

/** What the session counts for at this instant. A quarter of an hour without use locks it; only the absolute end ends it. */
export function standingOf(times: SessionTimes, now: Instant): SessionStanding {
  if (times.endedAt !== null || now >= times.expiresAt) return 'ended';
  return times.lockedAt !== null || now >= plusMs(times.lastSeenAt, IDLE_MS) ? 'locked' : 'live';
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
