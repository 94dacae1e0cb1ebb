import type { Queryable } from '#platform/postgres/transaction.ts';
import { findMatches } from '../store.ts';
import type { MediaMatch } from '../types.ts';

/** Files of the reports that earlier reports already held; reports without such files are absent. */
export function matchesOf(q: Queryable, reportIds: readonly number[]): Promise<readonly MediaMatch[]> {
  return findMatches(q, reportIds);
}
