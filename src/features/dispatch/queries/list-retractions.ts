import type { Queryable } from '#platform/postgres/transaction.ts';
import { type RetractionRow, selectRetractions } from '../store/retractions.ts';

const SHOWN = 200;

/** Tasks of telling recipients, open ones first. */
export function selectedRetractions(q: Queryable): Promise<readonly RetractionRow[]> {
  return selectRetractions(q, SHOWN);
}
