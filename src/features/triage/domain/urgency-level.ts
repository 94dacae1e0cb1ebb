import { URGENCIES, type Urgency } from '#core/vocabulary.ts';

/** 1 imminent, 2 high, 3 medium, 4 low, 5 informational. */
export function levelOf(urgency: Urgency): number {
  return URGENCIES.indexOf(urgency) + 1;
}

/** The urgency of a level. */
export function urgencyOf(level: number): Urgency {
  return URGENCIES[level - 1] ?? 'informational';
}

/** The more urgent of two. */
export function moreUrgent(a: Urgency, b: Urgency): Urgency {
  return levelOf(a) <= levelOf(b) ? a : b;
}
