import type { Instant } from '#core/clock.ts';
import type { ReportState } from '#core/vocabulary.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

export interface LedgerEntry {
  readonly reportId: number;
  readonly from: ReportState | 'outside';
  readonly to: ReportState;
}

/** Writes one row per move; a report counts in the day of its receipt in the centre's zone. */
export async function insertLedger(
  tx: Tx,
  entries: readonly LedgerEntry[],
  by: { readonly actor: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into intake_ledger (report_id, source, from_state, to_state, at, received_day, actor)
     select report.report_id, report.source, move.from_state, move.to_state, $4,
            (report.received_at at time zone 'America/Toronto')::date, $5
     from unnest($1::bigint[], $2::text[], $3::text[]) as move (report_id, from_state, to_state)
     join intake_report report on report.report_id = move.report_id`,
    [entries.map((e) => e.reportId), entries.map((e) => e.from), entries.map((e) => e.to), by.at, by.actor],
  );
}

/** Locks reports until the end of the transaction and tells their states: nobody moves them meanwhile. */
export async function lockStates(tx: Tx, reportIds: readonly number[]): Promise<ReadonlyMap<number, ReportState>> {
  const rows = await tx.query<{ reportId: number; state: ReportState }>(
    `select report_id as "reportId", state
     from intake_report
     where report_id = any($1::bigint[])
     order by report_id
     for update`,
    [reportIds],
  );
  return new Map(rows.map((row) => [row.reportId, row.state]));
}

export async function updateStates(tx: Tx, moves: readonly { reportId: number; to: ReportState }[]): Promise<void> {
  await tx.query(
    `update intake_report report
     set state = move.to_state
     from unnest($1::bigint[], $2::text[]) as move (report_id, to_state)
     where report.report_id = move.report_id`,
    [moves.map((move) => move.reportId), moves.map((move) => move.to)],
  );
}
