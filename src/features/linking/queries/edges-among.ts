import type { Queryable } from '#platform/postgres/transaction.ts';
import { findEdges } from '../store/edges.ts';
import type { Edge } from '../types.ts';

// A report has at most three edges of its own; only an anchor collects more, one for every sharer below the hub limit.
const EDGES_SHOWN = 500;

/** Links of these reports to any other, heaviest first, at most 500. */
export async function edgesAmong(q: Queryable, reportIds: readonly number[]): Promise<readonly Edge[]> {
  const rows = await findEdges(q, reportIds, EDGES_SHOWN);
  return rows.map(({ fingerprint: _, ...edge }) => edge);
}
