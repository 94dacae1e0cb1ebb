import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';

/** Five failures within a quarter of an hour lock the pair of person and place (CJIS AC-7; security page, 1.2). */
export const MAX_FAILURES = 5;
export const FAILURE_WINDOW_MS = 15 * MINUTE_MS;
export const LOCK_OUT_MS = 15 * MINUTE_MS;

/** Failures of one person from one browser or network. */
export interface FailureCount {
  readonly failures: number;
  readonly windowStartedAt: Instant;
  readonly lastFailedAt: Instant;
  readonly lockedUntil: Instant | null;
}

/** From when the pair may try again: after a doubling delay, or after the lock. */
export function mayTryFrom(count: FailureCount): Instant {
  const delayed = plusMs(count.lastFailedAt, delayMs(count.failures));
  return count.lockedUntil !== null && count.lockedUntil > delayed ? count.lockedUntil : delayed;
}

/** The count after one more failure; an old window starts anew. */
export function afterFailure(before: FailureCount | null, now: Instant): FailureCount {
  const isSameWindow = before !== null && msBetween(before.windowStartedAt, now) < FAILURE_WINDOW_MS;
  const failures = isSameWindow ? before.failures + 1 : 1;
  const windowStartedAt = isSameWindow ? before.windowStartedAt : now;
  const lockedUntil = failures >= MAX_FAILURES ? plusMs(now, LOCK_OUT_MS) : null;
  return { failures, windowStartedAt, lastFailedAt: now, lockedUntil };
}

/** 0, 1, 2, 4, 8 s: the first slip of a finger costs a second at most. */
function delayMs(failures: number): number {
  return failures === 0 ? 0 : 2 ** (Math.min(failures, MAX_FAILURES) - 1) * SECOND_MS;
}
