import type { Tx } from '#platform/postgres/transaction.ts';
import { deleteLinksOf } from '../store/forget.ts';

/** Lets go of edges, values and memberships of disposed reports; other reports stay joined. Answers how many rows. */
export function forgetLinks(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return deleteLinksOf(tx, reportIds);
}
