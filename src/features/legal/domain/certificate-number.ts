import type { Instant } from '#core/clock.ts';

/** The number of the certificate of an act of disposal, known from the act itself: `D-2026-00017`. */
export function certificateNumber(at: Instant, expungeId: number): string {
  return `D-${at.slice(0, 4)}-${String(expungeId).padStart(5, '0')}`;
}
