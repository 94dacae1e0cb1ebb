import { type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import type { Urgency } from '#core/vocabulary.ts';

/** Until when a person decides, counted from receipt by the desk's own table (minutes by urgency). */
export function decisionDueBy(
  decisionMinutes: Readonly<Record<Urgency, number>>,
  urgency: Urgency,
  receivedAt: Instant,
): Instant {
  return plusMs(receivedAt, decisionMinutes[urgency] * MINUTE_MS);
}
