import type { Instant } from '#core/clock.ts';
import type { CaseRef } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import { deleteArchivesOf } from '../store/archives.ts';
import { countContent, deleteContent } from '../store/expunge.ts';
import { lockStates } from '../store/ledger.ts';

/**
 * Forgets the archives these reports came in: they hold their bytes, so each goes whole with the first of its reports, and what stays of
 * the others is their own. Answers the vault's cases, whose keys the caller destroys in this transaction; throws when a hold reaches one.
 */
export async function forgetArchives(tx: Tx, reportIds: readonly number[], at: Instant): Promise<readonly CaseRef[]> {
  const gone = await deleteArchivesOf(tx, reportIds, at);
  return gone.map((id) => ({ kind: 'archive', id }));
}

/** Locks reports until the end of the transaction: nobody amends, decides or moves them meanwhile. */
export async function lockReports(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await lockStates(tx, reportIds);
}

/**
 * Removes everything that was received of these reports; number, source, day, states and ledger stay. Answers how many rows
 * each had. The caller (legal) has asked two persons and audits; throws when a legal hold stands in the way.
 */
export async function expungeContent(
  tx: Tx,
  reportIds: readonly number[],
  at: Instant,
): Promise<ReadonlyMap<number, number>> {
  const counts = await countContent(tx, reportIds);
  await deleteContent(tx, reportIds, at);
  return counts;
}
