import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { HOUR_MS, MIB, MINUTE_MS } from '#core/units.ts';

/** How much one sender may send. */
export interface Quota {
  readonly documentsPerMinute: number;
  readonly mebibytesPerHour: number;
  /** Documents that raise an alarm, when the others are used up. */
  readonly alarmsPerMinute: number;
}

export const MEASURES = ['documents', 'bytes', 'alarms'] as const;
export type Measure = (typeof MEASURES)[number];

/** So much in so long a time, all at once if need be. */
export interface Allowance {
  readonly most: number;
  readonly everyMs: number;
}

export function allowanceOf(quota: Quota, measure: Measure): Allowance {
  if (measure === 'bytes') return { most: quota.mebibytesPerHour * MIB, everyMs: HOUR_MS };
  const most = measure === 'documents' ? quota.documentsPerMinute : quota.alarmsPerMinute;
  return { most, everyMs: MINUTE_MS };
}

// A process takes a hundredth at a time from what all processes share: small quotas are exact, large ones cost next to nothing.
const SHARES = 100;

/** How much a process takes at once, so that it need not ask for every document. */
export function leaseOf({ most }: Allowance): number {
  return Math.max(1, Math.floor(most / SHARES));
}

/** How long a sender lives on this much, in milliseconds. */
export function costMs({ most, everyMs }: Allowance, amount: number): number {
  return (amount * everyMs) / most;
}

/** Whole seconds until this much may be sent again; at least one. */
export function secondsUntil(allowance: Allowance, amount: number, spentUntil: Instant, now: Instant): number {
  const free = plusMs(spentUntil, costMs(allowance, amount) - allowance.everyMs);
  return Math.max(1, Math.ceil(msBetween(now, free) / 1_000));
}
