import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { MINUTE_MS } from '#core/units.ts';
import type { Urgency } from '#core/vocabulary.ts';
import { levelOf, urgencyOf } from './urgency-level.ts';

/** The rule printed above the list. */
export const ORDER_RULE: Bilingual = {
  en: 'Order: urgency, then whichever comes first of the decision deadline and the loss of data.',
  fr: 'Ordre\u00a0: urgence, puis la première échéance entre la décision à prendre et l’expiration des données.',
};

// Lease without activity (handbook ux page, section 2): imminent 10 min, others 30 min.
const LEASE_IMMINENT_MS = 10 * MINUTE_MS;
const LEASE_OTHER_MS = 30 * MINUTE_MS;

/** How long a claim lasts, by level. */
export function leaseMs(level: number): number {
  return level === 1 ? LEASE_IMMINENT_MS : LEASE_OTHER_MS;
}

/** Nobody's turn is later than the data lives: the earlier of the two clocks. */
export function queueDue(decisionDue: Instant, diesAt: Instant | null): Instant {
  return diesAt !== null && diesAt < decisionDue ? diesAt : decisionDue;
}

/** Where a report starts before any stage has run: the sender's alarm is imminent, everything else medium until assessed. */
export function provisionalUrgency(senderAlarm: string | null): Urgency {
  return senderAlarm === null ? 'P3' : 'P1';
}

/** What a person or the sender has put under a report's urgency. */
export interface Floor {
  readonly level: number | null;
  readonly by: 'sender' | 'person' | null;
  /** The alarm a person overruled; another alarm counts again. */
  readonly overruledAlarm: string | null;
  /** The danger a person had before them; more than that counts again. */
  readonly overruledDanger: number | null;
  /** The level of the last assessment; null before the first. */
  readonly assessedLevel: number | null;
}

/** The rules' proposal meets the floor. A person's level stands until danger grows or a new alarm comes; rules never go below the sender's. */
export function settleUrgency(
  proposed: Urgency,
  danger: number,
  senderAlarm: string | null,
  floor: Floor,
): { readonly urgency: Urgency; readonly floor: string | null } {
  const alarmed = senderAlarm !== null && senderAlarm !== floor.overruledAlarm;
  if (floor.by === 'person' && floor.level !== null) {
    const grown = danger > (floor.overruledDanger ?? 0);
    if (!alarmed && !grown) return { urgency: urgencyOf(floor.level), floor: 'person' };
    const level = Math.min(floor.level, alarmed ? 1 : levelOf(proposed));
    return { urgency: urgencyOf(level), floor: level === floor.level ? 'person' : alarmed ? 'sender' : null };
  }
  if (alarmed) return { urgency: 'P1', floor: 'sender' };
  // Only a person lowers from imminent, whatever a newer version says.
  if (floor.assessedLevel === 1 && proposed !== 'P1') return { urgency: 'P1', floor: 'reached' };
  return { urgency: proposed, floor: null };
}
