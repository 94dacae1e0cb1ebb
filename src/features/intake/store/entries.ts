import type { Tx } from '#platform/postgres/transaction.ts';

/** An entry of the desk as whoever wrote it down may add to it. */
export interface OwnEntry {
  readonly reportId: number;
  readonly version: number;
  /** Files it has by now. */
  readonly files: number;
}

/** Locks an entry by its number if this actor received it by voice, fax or hand; null: there is none, or it is another's. */
export async function lockOwnEntry(tx: Tx, number: string, actor: string): Promise<OwnEntry | null> {
  const [entry] = await tx.query<OwnEntry>(
    `select report.report_id as "reportId", report.current_version as version,
            (select count(*)::int from intake_file file where file.report_id = report.report_id) as files
     from intake_report report
     where report.number = $1 and report.channel in ('voice', 'fax', 'hand') and report.expunged_at is null
       and exists (select from intake_ledger move
                   where move.report_id = report.report_id and move.from_state = 'outside' and move.actor = $2)
     for update of report`,
    [number, actor],
  );
  return entry ?? null;
}
