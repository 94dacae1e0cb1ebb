import { type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';

/** Days a pick-up link works; after that the releaser makes a new one (issue 2, delivery). */
export const PICKUP_DAYS = 14;

/** When a link made now stops working. */
export function pickupEnd(now: Instant): Instant {
  return plusMs(now, PICKUP_DAYS * DAY_MS);
}

/** Whether a link still opens: the file waits, was not fetched whole, and the time has not run out. */
export function opens(
  link: { readonly state: string; readonly expiresAt: Instant | null; readonly fetchedAt: Instant | null },
  now: Instant,
): boolean {
  return link.state === 'sent' && link.fetchedAt === null && link.expiresAt !== null && now < link.expiresAt;
}
