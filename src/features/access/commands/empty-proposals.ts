import type { Tx } from '#platform/postgres/transaction.ts';
import { emptyContents } from '../store/proposals.ts';

/** Empties what proposals say of reports that are disposed of; persons, times and hashes stay. Answers how many. */
export function emptyProposals(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return emptyContents(tx, reportIds);
}
