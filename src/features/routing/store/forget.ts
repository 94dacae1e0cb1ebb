import type { Tx } from '#platform/postgres/transaction.ts';

/** Candidates hold addresses and places in their reasons; routes hold codes alone. */
export async function deleteCandidatesOf(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const rows = await tx.query('delete from routing_candidate where report_id = any($1::bigint[]) returning report_id', [
    reportIds,
  ]);
  return rows.length;
}
