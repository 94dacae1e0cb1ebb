import type { Instant } from '#core/clock.ts';
import type { ReportState, Source } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** What disposal asks of a report: never its content. */
export interface RetentionFacts {
  readonly reportId: number;
  readonly number: string;
  readonly source: Source;
  readonly state: ReportState;
  /** Its sender marked it as a test. */
  readonly isTest: boolean;
  readonly receivedAt: Instant;
  /** The last change of the report or move in the ledger. */
  readonly lastChangeAt: Instant;
  readonly expungedAt: Instant | null;
}

export interface DisposablePage {
  readonly receivedBefore: Instant;
  /** Of what its sender marked as a test. */
  readonly testsBefore: Instant;
  readonly after: number;
  readonly limit: number;
}

const FACTS = `report.report_id as "reportId", report.number, report.source, report.state,
  report.excluded is not distinct from 'test' as "isTest",
  report.received_at as "receivedAt",
  greatest(report.last_change_at,
           (select max(move.at) from intake_ledger move where move.report_id = report.report_id)) as "lastChangeAt",
  report.expunged_at as "expungedAt"`;

export function selectRetentionFacts(q: Queryable, reportIds: readonly number[]): Promise<RetentionFacts[]> {
  return q.query<RetentionFacts>(
    `select ${FACTS} from intake_report report where report.report_id = any($1::bigint[]) order by report.report_id`,
    [reportIds],
  );
}

/** Dispositioned reports and tests that still have content, each received before its instant, by ascending id. */
export function selectDisposable(q: Queryable, page: DisposablePage): Promise<RetentionFacts[]> {
  return q.query<RetentionFacts>(
    `select ${FACTS}
     from intake_report report
     where report.report_id > $1
       and report.expunged_at is null
       and (report.state not in ('unfinished', 'open', 'held') and report.received_at < $2
         or report.excluded = 'test' and report.state <> 'unfinished' and report.received_at < $3)
     order by report.report_id
     limit $4`,
    [page.after, page.receivedBefore, page.testsBefore, page.limit],
  );
}

export async function selectIdsByNumber(q: Queryable, numbers: readonly string[]): Promise<readonly number[]> {
  const rows = await q.query<{ reportId: number }>(
    'select report_id as "reportId" from intake_report where number = any($1::text[]) order by report_id',
    [numbers],
  );
  return rows.map((row) => row.reportId);
}

/** Everything that was received, by table; the report itself and its ledger are not among them. */
const CONTENT = [
  'intake_incident',
  'intake_identifier',
  'intake_victim_identifier',
  'intake_person',
  'intake_victim',
  'intake_file',
  'intake_narrative',
  'intake_draft_field',
  'intake_pdf_reading',
  'intake_drift',
  'intake_repair',
  'intake_version',
  'intake_raw',
  'intake_mail',
  'intake_ispws_report',
  'intake_notice_receipt',
  'intake_notice',
  'intake_ticket',
] as const;

/** How many rows of content each report has; the same rows `deleteContent` removes. */
export async function countContent(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const parts = CONTENT.map((table) => `select report_id from ${table} where report_id = any($1::bigint[])`);
  const rows = await q.query<{ reportId: number; rows: number }>(
    `select report_id as "reportId", count(*)::int as rows from (${parts.join(' union all ')}) as content group by report_id`,
    [reportIds],
  );
  return new Map(rows.map((row) => [row.reportId, row.rows]));
}

/** Leaves the tombstone, then removes the content: the first statement is the one a legal hold refuses. */
export async function deleteContent(tx: Tx, reportIds: readonly number[], at: Instant): Promise<void> {
  await tx.query(
    `update intake_report
     set expunged_at = $2, sender = '', external_id = null, credential_id = null, unreadable_reason = null,
         sender_alarm = null
     where report_id = any($1::bigint[]) and expunged_at is null`,
    [reportIds, at],
  );
  const removals = CONTENT.map(
    (table, index) => `gone_${index} as (delete from ${table} where report_id = any($1::bigint[]))`,
  );
  await tx.query(`with ${removals.join(', ')} select 1`, [reportIds]);
}
