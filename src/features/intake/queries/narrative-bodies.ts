import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectNarrativeBodies } from '../store/facts.ts';
import type { NarrativeBody } from '../types.ts';

/** The words of all narratives of a set of reports, for stages only: a person opens one at a time, with a purpose. */
export async function narrativeBodies(q: Queryable, reportIds: readonly number[]): Promise<NarrativeBody[]> {
  return reportIds.length === 0 ? [] : selectNarrativeBodies(q, reportIds);
}
