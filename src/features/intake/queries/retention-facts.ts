import type { Queryable } from '#platform/postgres/transaction.ts';
import {
  countContent,
  type DisposablePage,
  type RetentionFacts,
  selectDisposable,
  selectIdsByNumber,
  selectRetentionFacts,
} from '../store/expunge.ts';

export type { RetentionFacts } from '../store/expunge.ts';

/** State and last change of reports, by ascending id; never their content. */
export function retentionFacts(q: Queryable, reportIds: readonly number[]): Promise<readonly RetentionFacts[]> {
  return selectRetentionFacts(q, reportIds);
}

/** A page of dispositioned reports and tests with content, each received before its instant, by ascending id. */
export function disposableReports(q: Queryable, page: DisposablePage): Promise<readonly RetentionFacts[]> {
  return selectDisposable(q, page);
}

/** The ids behind report numbers; unknown ones are left out. */
export function reportIdsByNumber(q: Queryable, numbers: readonly string[]): Promise<readonly number[]> {
  return selectIdsByNumber(q, numbers);
}

/** How many rows of content each report has; reports without any are absent. */
export function contentCounts(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  return countContent(q, reportIds);
}
