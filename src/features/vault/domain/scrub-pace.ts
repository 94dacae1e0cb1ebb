import { type Instant, msBetween } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';

/** How often, and how much at most. @see reference/vault/scrub.json */
export interface ScrubRules {
  /** Every object is read again within this many days. */
  readonly everyDays: number;
  readonly mostObjectsPerMinute: number;
  readonly mostBytesPerMinute: number;
}

/** Whether a new pass begins: the one before began half the period ago, so that a slow pass still ends in time. */
export function isPassDue(rules: ScrubRules, lastPassStartedAt: Instant | null, now: Instant): boolean {
  return lastPassStartedAt === null || msBetween(lastPassStartedAt, now) >= (rules.everyDays * DAY_MS) / 2;
}

/** What may be read in this minute: enough to end the pass half a period after its start, never over the limits. */
export function minuteBudget(
  rules: ScrubRules,
  pass: { readonly startedAt: Instant; readonly objectsLeft: number; readonly bytesLeft: number },
  now: Instant,
): { readonly objects: number; readonly bytes: number } {
  const leftMs = (rules.everyDays * DAY_MS) / 2 - msBetween(pass.startedAt, now);
  const minutes = Math.max(1, Math.floor(leftMs / MINUTE_MS));
  return {
    objects: Math.min(rules.mostObjectsPerMinute, Math.ceil(pass.objectsLeft / minutes)),
    bytes: Math.min(rules.mostBytesPerMinute, Math.ceil(pass.bytesLeft / minutes)),
  };
}

/** Whether the calendar is missed: something may not have been read for longer than the rule allows. */
export function isScrubOverdue(
  rules: ScrubRules,
  state: { readonly passStartedAt: Instant | null; readonly lastPassStartedAt: Instant | null },
  now: Instant,
): boolean {
  const since = state.lastPassStartedAt ?? state.passStartedAt;
  return since !== null && msBetween(since, now) > rules.everyDays * DAY_MS;
}
