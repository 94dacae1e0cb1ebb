import { createHash } from 'node:crypto';
import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import { endOf, type ReviewStanding, standingOfWeek, unreviewed } from '../domain/review-week.ts';
import {
  type NotableAct,
  type ReviewRow,
  selectNotable,
  selectReviews,
  selectWeekFigures,
  selectWeeks,
  type WeekFigures,
} from '../store/reviews.ts';

/** Acts by which something leaves the house. */
const EXPORTS = [
  'release-package',
  'release-lead-batch',
  'fetch-package',
  'deliver-package',
  'export',
  'preview-document',
];
const BREAK_GLASS = '%break-glass%';
const NOTABLE = 200;

/** A line of the list of weeks. */
export interface ReviewedWeek {
  readonly week: string;
  readonly standing: ReviewStanding;
  readonly count: number;
  readonly denied: number;
}

/** One week as a reviewer sees it. */
export interface WeekReview extends WeekFigures {
  readonly week: string;
  readonly standing: ReviewStanding;
  readonly notable: readonly NotableAct[];
  readonly reviews: readonly ReviewRow[];
  /** People nobody else has looked at yet. */
  readonly left: readonly number[];
  readonly people: readonly number[];
  /** What a signature is given for, hex. */
  readonly figuresSha256: string;
}

/** Weeks with acts, newest first, each with where its review stands. */
export async function reviewedWeeks(q: Queryable, now: Instant, limit: number): Promise<readonly ReviewedWeek[]> {
  return (await selectWeeks(q, limit)).map((row) => ({
    week: row.week,
    standing: standingOfWeek(row.week, row, now),
    count: row.count,
    denied: row.denied,
  }));
}

/** The acts of one week by kind and person, what was denied, opened in an emergency or left the house, and who has signed for it. */
export async function weekReview(q: Queryable, week: string, now: Instant): Promise<WeekReview> {
  const end = endOf(week);
  const figures = await selectWeekFigures(q, week, end);
  const notable = await selectNotable(q, week, end, { exports: EXPORTS, breakGlass: BREAK_GLASS, limit: NOTABLE });
  const reviews = await selectReviews(q, week);
  const people = figures.actors.flatMap(({ actor }) => /^staff:(\d+)$/.exec(actor)?.[1] ?? []).map(Number);
  const reviewers = reviews.map((review) => review.reviewedBy);
  return {
    week,
    standing: standingOfWeek(week, { actors: people, reviewers }, now),
    ...figures,
    notable,
    reviews,
    left: unreviewed(people, reviewers),
    people,
    figuresSha256: createHash('sha256').update(canonicalJson(figures)).digest('hex'),
  };
}
