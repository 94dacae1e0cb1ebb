import type { Instant } from '#core/clock.ts';

/** Why a document does not come in as an old case. It stays where it lies, and its sender's own word is not touched. */
export type UndatedReason = 'no-original-receipt' | 'not-before-cut-over';

const CENTRE_DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Toronto',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day at the centre, `YYYY-MM-DD`: the day a report counts in. */
export function dayAtTheCentre(at: Instant): string {
  return CENTRE_DAY.format(new Date(at));
}

/** Whether this may be an original receipt: stated, and of a day before the cut-over. Nothing of today can be dated back. */
export function judgeOriginalReceipt(at: Instant | null, cutOverDay: string): UndatedReason | null {
  if (at === null) return 'no-original-receipt';
  return dayAtTheCentre(at) < cutOverDay ? null : 'not-before-cut-over';
}

/** Why a day cannot be the cut-over day: what this house has received itself stays where it was counted. */
export function judgeCutOver(
  day: string,
  today: string,
  firstOwnDay: string | null,
): 'in-future' | 'after-first-receipt' | null {
  if (day > today) return 'in-future';
  return firstOwnDay !== null && day > firstOwnDay ? 'after-first-receipt' : null;
}
