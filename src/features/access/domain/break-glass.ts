import { type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';

/** How long the glass stays broken, and how soon another person must have looked at it (security page, 3.2). */
export const OPEN_MS = 60 * MINUTE_MS;
export const REVIEW_WITHIN_MS = 24 * HOUR_MS;

/** One opening of a compartment on one person's word. */
export interface Opening {
  readonly staffId: number;
  readonly reviewedAt: Instant | null;
}

export type ReviewRefusal = { readonly kind: 'own-opening' } | { readonly kind: 'reviewed-already' };

/** When an opening made now ends, and when its review is due. */
export function termsOf(now: Instant): { readonly endsAt: Instant; readonly reviewDueAt: Instant } {
  return { endsAt: plusMs(now, OPEN_MS), reviewDueAt: plusMs(now, REVIEW_WITHIN_MS) };
}

/** Why this person may not review it: nobody reviews themselves, and a review is given once. Null when they may. */
export function whyNotReview(opening: Opening, reviewerId: number): ReviewRefusal | null {
  if (opening.staffId === reviewerId) return { kind: 'own-opening' };
  return opening.reviewedAt === null ? null : { kind: 'reviewed-already' };
}
