import type { Queryable } from '#platform/postgres/transaction.ts';
import { countObjectsOfCases } from '../store/expunge.ts';
import type { CaseRef } from '../types.ts';

/** How many distinct objects these cases hold, those they share with another case included. */
export function objectsOfCases(q: Queryable, cases: readonly CaseRef[]): Promise<number> {
  return countObjectsOfCases(q, cases);
}
