import type { Instant } from '#core/clock.ts';
import type { ReportState } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { SenderView } from '../domain/ispws-standing.ts';
import type { Drift, SubmittedFileDetails } from '../types.ts';

export interface IspwsReport extends SenderView {
  readonly ispwsId: number;
  readonly reportId: number;
  readonly state: ReportState;
}

const COLUMNS = `ispws.ispws_id as "ispwsId", report.report_id as "reportId", report.state,
  report.received_at as "receivedAt", report.last_change_at as "lastChangeAt", report.finished_at as "finishedAt",
  report.retracted_at as "retractedAt", report.closed_unfinished_at as "closedUnfinishedAt"`;

/** Gives reports of a provider the numbers it will know them by; answers them by report. */
export async function insertIspwsReports(
  tx: Tx,
  reportIds: readonly number[],
  credentialId: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ reportId: number; ispwsId: number }>(
    `insert into intake_ispws_report (ispws_id, report_id, credential_id)
     select nextval('intake_ispws_number'), report_id, $2 from unnest($1::bigint[]) as report_id
     returning report_id as "reportId", ispws_id as "ispwsId"`,
    [reportIds, credentialId],
  );
  return new Map(rows.map(({ reportId, ispwsId }) => [reportId, ispwsId]));
}

/** A sender's report, locked until the end of the transaction: upload and finish come one after the other. Another's report is none. */
export async function lockIspwsReport(tx: Tx, ispwsId: number, credentialId: number): Promise<IspwsReport | null> {
  const [row] = await tx.query<IspwsReport>(
    `select ${COLUMNS}
     from intake_ispws_report ispws
     join intake_report report on report.report_id = ispws.report_id
     where ispws.ispws_id = $1 and ispws.credential_id = $2
     for update of report`,
    [ispwsId, credentialId],
  );
  return row ?? null;
}

/** The same without a lock, to refuse a large upload before it is received. */
export async function findIspwsReport(
  q: Queryable,
  ispwsId: number,
  credentialId: number,
): Promise<IspwsReport | null> {
  const [row] = await q.query<IspwsReport>(
    `select ${COLUMNS}
     from intake_ispws_report ispws
     join intake_report report on report.report_id = ispws.report_id
     where ispws.ispws_id = $1 and ispws.credential_id = $2`,
    [ispwsId, credentialId],
  );
  return row ?? null;
}

export interface IspwsFile {
  readonly fileId: number;
  readonly ispwsFileId: string;
  readonly details: SubmittedFileDetails;
  readonly ordinal: number;
}

const FILE = `file_id as "fileId", ispws_file_id as "ispwsFileId", details, ordinal`;

export function selectIspwsFiles(q: Queryable, reportId: number): Promise<IspwsFile[]> {
  return q.query<IspwsFile>(
    `select ${FILE} from intake_file where report_id = $1 and ispws_file_id is not null order by ordinal`,
    [reportId],
  );
}

/** The file of the same report with the same bytes under the same name, if it was uploaded before. */
export async function findSameUpload(
  q: Queryable,
  reportId: number,
  sha256: Buffer,
  name: string | null,
): Promise<IspwsFile | null> {
  const [row] = await q.query<IspwsFile>(
    `select ${FILE}
     from intake_file
     where report_id = $1 and sha256 = $2 and details ->> 'givenName' is not distinct from $3
       and ispws_file_id is not null`,
    [reportId, sha256, name],
  );
  return row ?? null;
}

export async function updateFileDetails(tx: Tx, fileId: number, details: SubmittedFileDetails): Promise<void> {
  await tx.query(
    `update intake_file
     set details = $2, original_name = coalesce($3, original_name), viewed_by_esp = $4
     where file_id = $1`,
    [fileId, JSON.stringify(details), details.originalName, details.viewedByEsp],
  );
}

/** Removes what an earlier description of the same file had added. */
export async function forgetFileDescription(tx: Tx, reportId: number, path: string): Promise<void> {
  await tx.query(`delete from intake_identifier where report_id = $1 and starts_with(path, $2)`, [reportId, path]);
  await tx.query(`delete from intake_drift where report_id = $1 and starts_with(path, $2)`, [reportId, path]);
}

export async function insertReportDrift(tx: Tx, reportId: number, drift: readonly Drift[]): Promise<void> {
  await tx.query(
    `insert into intake_drift (report_id, version, path, kind, detail)
     select report.report_id, report.current_version, drift.path, drift.kind, drift.detail
     from intake_report report, unnest($2::text[], $3::text[], $4::text[]) as drift (path, kind, detail)
     where report.report_id = $1`,
    [reportId, drift.map((d) => d.path), drift.map((d) => d.kind), drift.map((d) => d.detail)],
  );
}

/** Whether these bytes of this kind are kept for the report already. */
export async function holdsRaw(q: Queryable, reportId: number, kind: string, sha256: Buffer): Promise<boolean> {
  const rows = await q.query(`select 1 from intake_raw where report_id = $1 and kind = $2 and sha256 = $3 limit 1`, [
    reportId,
    kind,
    sha256,
  ]);
  return rows.length > 0;
}

export async function touchReport(tx: Tx, reportId: number, at: Instant): Promise<void> {
  await tx.query(`update intake_report set last_change_at = $2 where report_id = $1`, [reportId, at]);
}

export async function markFinished(tx: Tx, reportId: number, at: Instant): Promise<void> {
  await tx.query(`update intake_report set finished_at = $2, last_change_at = $2 where report_id = $1`, [reportId, at]);
}

export async function markRetracted(tx: Tx, reportId: number, at: Instant): Promise<void> {
  await tx.query(`update intake_report set retracted_at = $2, last_change_at = $2 where report_id = $1`, [
    reportId,
    at,
  ]);
}

/** Closes up to 1,000 reports whose sender has let their time run out; rows a sender works on this moment wait for the next round. */
export async function closeRunOut(
  tx: Tx,
  openedBefore: Instant,
  changedBefore: Instant,
  at: Instant,
): Promise<number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `update intake_report
     set closed_unfinished_at = $3
     where report_id in (
       select report_id
       from intake_report
       where finished_at is null and retracted_at is null and closed_unfinished_at is null
         and received_at <= $1 and last_change_at <= $2
       order by report_id
       limit 1000
       for update skip locked
     )
     returning report_id as "reportId"`,
    [openedBefore, changedBefore, at],
  );
  return rows.map((row) => row.reportId);
}
