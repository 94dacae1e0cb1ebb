import type { Tx } from '#platform/postgres/transaction.ts';
import { deleteCandidatesOf } from '../store/forget.ts';

/** Lets go of the candidates of disposed reports with their reasons; where a report went stays. Answers how many rows. */
export function forgetRoutes(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return deleteCandidatesOf(tx, reportIds);
}
