import { type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import type { ProposalState } from './proposal-status.ts';

/** Minutes a second person has to answer before the exception may be used (issue 3, two persons). */
export const ANSWER_MINUTES = 5;
/** Hours within which another person reviews a use. */
export const REVIEW_HOURS = 24;
/** One page of facts: what fits on a printed page at the size of our documents. */
export const PAGE_CHARACTERS = 3_000;

/** One row of the switch; the newest one that has begun decides. */
export interface UrgentSwitch {
  readonly isOn: boolean;
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
}

/** The notice and what was asked for it. */
export interface UrgentNotice {
  /** State of the proposal put before a second person. */
  readonly asked: ProposalState;
  readonly askedAt: Instant;
  readonly page: string;
  readonly files: number;
  readonly isImminent: boolean;
  readonly isRecipientVerified: boolean;
}

export type UrgentObstacle =
  | 'switch-off'
  | 'already-answered'
  | 'second-person-has-time'
  | 'not-imminent'
  | 'more-than-one-page'
  | 'files'
  | 'recipient-unverified'
  | 'reason-missing';

/** Whether the exception is in force: off until a row says otherwise, and off again when its time is over. */
export function isOn(rows: readonly UrgentSwitch[], now: Instant): boolean {
  const begun = rows.filter((row) => row.validFrom <= now).toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));
  const last = begun.at(-1);
  return last?.isOn === true && (last.validUntil === null || now < last.validUntil);
}

/** From when nobody's answer counts as no answer. */
export function aloneFrom(askedAt: Instant): Instant {
  return plusMs(askedAt, ANSWER_MINUTES * MINUTE_MS);
}

/** Until when another person reviews the use. */
export function reviewDue(leftAt: Instant): Instant {
  return plusMs(leftAt, REVIEW_HOURS * HOUR_MS);
}

/** Everything that stands between an urgent notice and leaving on one person's reason; empty when it may leave. */
export function obstaclesToLeavingAlone(
  notice: UrgentNotice,
  by: { readonly reason: string; readonly switchIsOn: boolean },
  now: Instant,
): readonly UrgentObstacle[] {
  const found: readonly (readonly [boolean, UrgentObstacle])[] = [
    [!by.switchIsOn, 'switch-off'],
    [notice.asked !== 'waiting', 'already-answered'],
    [now < aloneFrom(notice.askedAt), 'second-person-has-time'],
    [!notice.isImminent, 'not-imminent'],
    [notice.page.trim() === '' || notice.page.length > PAGE_CHARACTERS, 'more-than-one-page'],
    [notice.files > 0, 'files'],
    [!notice.isRecipientVerified, 'recipient-unverified'],
    [by.reason.trim() === '', 'reason-missing'],
  ];
  return found.filter(([stands]) => stands).map(([, obstacle]) => obstacle);
}
