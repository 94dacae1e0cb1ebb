import type { Queryable } from '#platform/postgres/transaction.ts';
import type { ReportHead } from '../types.ts';

const HEAD = `report.report_id as "reportId", report.number, report.source, report.format, report.channel, report.sender,
  report.external_id as "externalId", report.received_at as "receivedAt", report.entered_at as "enteredAt", report.state,
  report.current_version as version, report.reading, report.unreadable_reason as "unreadableReason",
  report.sender_alarm as "senderAlarm", report.finished_at as "finishedAt", report.retracted_at as "retractedAt",
  report.closed_unfinished_at as "closedUnfinishedAt", (select first.number from intake_report first where first.report_id = report.duplicate_of) as "duplicateOf",
  report.credential_id as "credentialId"`;

const FROM = 'from intake_report report';

export function selectHeads(q: Queryable, reportIds: readonly number[]): Promise<ReportHead[]> {
  return q.query<ReportHead>(
    `select ${HEAD} ${FROM}
     where report.report_id = any($1::bigint[])
     order by report.report_id`,
    [reportIds],
  );
}

export async function selectHeadByNumber(q: Queryable, number: string): Promise<ReportHead | null> {
  const [head] = await q.query<ReportHead>(`select ${HEAD} ${FROM} where report.number = $1`, [number]);
  return head ?? null;
}

export async function selectHeadByTip(q: Queryable, tip: string): Promise<ReportHead | null> {
  const [head] = await q.query<ReportHead>(
    `select ${HEAD} ${FROM} where report.source = 'ncmec' and report.external_id = $1`,
    [tip],
  );
  return head ?? null;
}

export async function selectHeadByIspwsId(q: Queryable, ispwsId: number): Promise<ReportHead | null> {
  const [head] = await q.query<ReportHead>(
    `select ${HEAD} ${FROM}
     join intake_ispws_report ispws on ispws.report_id = report.report_id
     where ispws.ispws_id = $1`,
    [ispwsId],
  );
  return head ?? null;
}

/** The first report of a document that waited in the spool under this ticket. */
export async function selectHeadByTicket(q: Queryable, ticket: string): Promise<ReportHead | null> {
  const [head] = await q.query<ReportHead>(
    `select ${HEAD} ${FROM}
     join intake_ticket waited on waited.report_id = report.report_id
     where waited.ticket = $1
     order by report.report_id
     limit 1`,
    [ticket],
  );
  return head ?? null;
}

/** The numbers that providers were told for their own submissions (ispws `reportId`), of those reports that have one. */
export async function selectIspwsNumbers(
  q: Queryable,
  reportIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await q.query<{ reportId: number; number: string }>(
    `select report_id as "reportId", ispws_id::text as number
     from intake_ispws_report
     where report_id = any($1::bigint[])`,
    [reportIds],
  );
  return new Map(rows.map((row) => [row.reportId, row.number]));
}

export interface HeadFilter {
  readonly state: string | null;
  readonly source: string | null;
  /** True: only what its sender marked as a test; false: everything. */
  readonly tests: boolean;
  readonly limit: number;
  /** The last report of the page before. */
  readonly after: { readonly receivedAt: string; readonly reportId: number } | null;
}

/** Newest first, by the index `intake_report_received`; the tests by `intake_report_tests`. */
export function selectPage(q: Queryable, filter: HeadFilter): Promise<ReportHead[]> {
  return q.query<ReportHead>(
    `select ${HEAD} ${FROM}
     where ($1::text is null or report.state = $1)
       and ($2::text is null or report.source = $2)
       ${filter.tests ? `and report.excluded = 'test'` : ''}
       and ($3::timestamptz is null or (report.received_at, report.report_id) < ($3, $4::bigint))
     order by report.received_at desc, report.report_id desc
     limit $5`,
    [filter.state, filter.source, filter.after?.receivedAt ?? null, filter.after?.reportId ?? null, filter.limit],
  );
}
