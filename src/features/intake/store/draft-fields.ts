import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { DraftKind, PrintedField } from '../domain/find-pdf-fields.ts';

export type DraftVerdict = 'confirmed' | 'rejected';

/** A PDF of a tip; `outcome` is null until it was read. */
export interface TipPdf {
  readonly fileId: number;
  readonly objectId: ObjectId;
  readonly sha256: string;
  readonly name: string | null;
  readonly outcome: string | null;
  readonly pages: number | null;
  readonly isCut: boolean | null;
}

/** The PDFs of the current version of a report, with what came of reading them. */
export function selectTipPdfs(q: Queryable, reportId: number): Promise<TipPdf[]> {
  return q.query<TipPdf>(
    `select file.file_id as "fileId", file.object_id as "objectId", encode(file.sha256, 'hex') as sha256,
            coalesce(file.original_name, file.details ->> 'givenName') as name,
            reading.outcome, reading.pages, reading.is_cut as "isCut"
     from intake_report report
     join intake_file file on file.report_id = report.report_id and file.version = report.current_version
     left join intake_pdf_reading reading on reading.report_id = file.report_id and reading.sha256 = file.sha256
     where report.report_id = $1 and file.relation = 'tip-pdf' and file.object_id is not null
     order by file.ordinal`,
    [reportId],
  );
}

export interface PdfReading {
  readonly reportId: number;
  readonly sha256: string;
  readonly outcome: string;
  readonly pages: number | null;
  readonly isCut: boolean;
  readonly at: Instant;
}

/** Writes down a reading once; false when it was written before, or the report is disposed of. */
export async function insertReading(tx: Tx, reading: PdfReading): Promise<boolean> {
  const rows = await tx.query(
    `insert into intake_pdf_reading (report_id, sha256, outcome, pages, is_cut, read_at)
     select report_id, decode($2, 'hex'), $3, $4::integer, $5::boolean, $6::timestamptz
     from intake_report
     where report_id = $1 and expunged_at is null
     for share
     on conflict do nothing
     returning 1`,
    [reading.reportId, reading.sha256, reading.outcome, reading.pages, reading.isCut, reading.at],
  );
  return rows.length > 0;
}

export async function insertDraftFields(
  tx: Tx,
  reportId: number,
  sha256: string,
  fields: readonly PrintedField[],
): Promise<void> {
  await tx.query(
    `insert into intake_draft_field (report_id, pdf_sha256, page, line, label, kind, value)
     select $1, decode($2, 'hex'), page, line, label, kind, value
     from unnest($3::integer[], $4::integer[], $5::text[], $6::text[], $7::text[]) as field (page, line, label, kind, value)
     on conflict do nothing`,
    [
      reportId,
      sha256,
      fields.map((field) => field.page),
      fields.map((field) => field.line),
      fields.map((field) => field.label),
      fields.map((field) => field.kind),
      fields.map((field) => field.value),
    ],
  );
}

/** A labelled line of a PDF with what a person said of it. */
export interface DraftField extends PrintedField {
  readonly fieldId: number;
  readonly pdfSha256: string;
  readonly kind: DraftKind;
  readonly verdict: DraftVerdict | null;
  readonly judgedBy: string | null;
  readonly judgedAt: Instant | null;
}

const COLUMNS = `field_id as "fieldId", encode(pdf_sha256, 'hex') as "pdfSha256", page, line, label, kind, value, verdict,
  judged_by as "judgedBy", judged_at as "judgedAt"`;

export function selectDraftFields(q: Queryable, reportId: number): Promise<DraftField[]> {
  return q.query<DraftField>(
    `select ${COLUMNS} from intake_draft_field where report_id = $1 order by pdf_sha256, page, line, field_id`,
    [reportId],
  );
}

/** One field of this report, locked until the end of the transaction. */
export async function lockDraftField(tx: Tx, reportId: number, fieldId: number): Promise<DraftField | null> {
  const [field] = await tx.query<DraftField>(
    `select ${COLUMNS} from intake_draft_field where field_id = $2 and report_id = $1 for update`,
    [reportId, fieldId],
  );
  return field ?? null;
}

export async function saveDraftVerdict(
  tx: Tx,
  fieldId: number,
  judged: { readonly verdict: DraftVerdict; readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx.query(`update intake_draft_field set verdict = $2, judged_by = $3, judged_at = $4 where field_id = $1`, [
    fieldId,
    judged.verdict,
    judged.by,
    judged.at,
  ]);
}

/** Takes back what a confirmed line had added to the current version. */
export async function deleteConfirmed(tx: Tx, reportId: number, path: string): Promise<void> {
  await tx.query(
    `delete from intake_identifier identifier
     using intake_report report
     where report.report_id = $1 and identifier.report_id = report.report_id
       and identifier.version = report.current_version and identifier.path = $2`,
    [reportId, path],
  );
}
