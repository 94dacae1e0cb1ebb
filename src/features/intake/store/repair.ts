import type { Instant } from '#core/clock.ts';
import type { CredentialId, ObjectId } from '#core/ids.ts';
import type { ReportState, Source } from '#core/vocabulary.ts';
import { asColumns } from '#platform/postgres/columns.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Channel } from '../types.ts';

/** What the bench has on its table. */
const WAITING = `report.reading = 'unreadable' and report.state in ('unfinished', 'open', 'held')`;
const REASON = `split_part(coalesce(report.unreadable_reason, 'unknown'), ':', 1)`;

export interface BenchFilter {
  readonly reason: string | null;
  readonly sender: string | null;
  readonly limit: number;
  readonly after: { readonly alarmed: boolean; readonly receivedAt: string; readonly reportId: number } | null;
}

export interface BenchLine {
  readonly reportId: number;
  readonly number: string;
  readonly source: Source;
  readonly sender: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly state: ReportState;
  readonly reason: string;
  /** The reader's own words behind the code. */
  readonly words: string;
  readonly alarmed: boolean;
  readonly sizeBytes: number;
  readonly fileName: string | null;
  /** Whom it was last handed to, as a code; null when to nobody. */
  readonly handedTo: string | null;
}

/** What waits, alarmed first, then newest first. */
export function selectBench(q: Queryable, filter: BenchFilter): Promise<BenchLine[]> {
  return q.query<BenchLine>(
    `select report.report_id as "reportId", report.number, report.source, report.sender, report.channel,
            report.received_at as "receivedAt", report.state, ${REASON} as reason,
            coalesce(report.unreadable_reason, '') as words, report.sender_alarm is not null as alarmed,
            raw.size_bytes as "sizeBytes", raw.file_name as "fileName",
            (select repair.detail ->> 'to' from intake_repair repair
             where repair.report_id = report.report_id and repair.act = 'handed'
             order by repair.repair_id desc limit 1) as "handedTo"
     from intake_report report
     join intake_version version on version.report_id = report.report_id and version.version = report.current_version
     join intake_raw raw on raw.raw_id = version.raw_id
     where ${WAITING}
       and ($1::text is null or ${REASON} = $1)
       and ($2::text is null or report.sender = $2)
       and ($3::boolean is null
         or (report.sender_alarm is not null, report.received_at, report.report_id) < ($3, $4::timestamptz, $5::bigint))
     order by (report.sender_alarm is not null) desc, report.received_at desc, report.report_id desc
     limit $6`,
    [
      filter.reason,
      filter.sender,
      filter.after?.alarmed ?? null,
      filter.after?.receivedAt ?? null,
      filter.after?.reportId ?? null,
      filter.limit,
    ],
  );
}

export interface BenchCount {
  readonly reason: string;
  readonly source: Source;
  readonly sender: string;
  readonly count: number;
  /** One of them: names the group without its sender’s name. */
  readonly example: string;
}

/** How many wait, by reason and sender: the same reports the list shows. */
export function countBench(q: Queryable): Promise<BenchCount[]> {
  return q.query<BenchCount>(
    `select ${REASON} as reason, report.source, report.sender, count(*)::int as count,
            min(report.number) as example
     from intake_report report
     where ${WAITING}
     group by 1, 2, 3
     order by 4 desc, 1, 2, 3`,
  );
}

/** The oldest waiting reports of one sender with one reason, locked, at most so many. */
export async function lockWaiting(
  tx: Tx,
  wanted: { readonly source: string; readonly sender: string; readonly reason: string; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `select report.report_id as "reportId"
     from intake_report report
     where ${WAITING} and report.source = $1 and report.sender = $2 and ${REASON} = $3
     order by report.received_at, report.report_id
     limit $4
     for update`,
    [wanted.source, wanted.sender, wanted.reason, wanted.limit],
  );
  return rows.map((row) => row.reportId);
}

export interface UnreadRow {
  readonly reportId: number;
  readonly number: string;
  readonly source: Source;
  readonly sender: string;
  readonly channel: Channel;
  readonly credentialId: CredentialId | null;
  readonly receivedAt: Instant;
  readonly state: ReportState;
  readonly reading: 'parsed' | 'unreadable';
  readonly version: number;
  readonly rawId: number;
  readonly sha256: Buffer;
  readonly bytes: Buffer | null;
  readonly objectId: ObjectId | null;
  readonly sizeBytes: number;
  readonly contentType: string | null;
  readonly fileName: string | null;
}

/** Reports with the bytes of their current version. */
export function selectUnread(q: Queryable, reportIds: readonly number[]): Promise<UnreadRow[]> {
  return q.query<UnreadRow>(
    `select report.report_id as "reportId", report.number, report.source, report.sender, report.channel,
            report.credential_id as "credentialId", report.received_at as "receivedAt", report.state, report.reading,
            report.current_version as version, raw.raw_id as "rawId", raw.sha256, raw.bytes, raw.object_id as "objectId",
            raw.size_bytes as "sizeBytes", raw.content_type as "contentType", raw.file_name as "fileName"
     from intake_report report
     join intake_version version on version.report_id = report.report_id and version.version = report.current_version
     join intake_raw raw on raw.raw_id = version.raw_id
     where report.report_id = any($1::bigint[])
     order by report.report_id`,
    [reportIds],
  );
}

const READING = {
  report_id: 'bigint',
  version: 'integer',
  format: 'text',
  sender: 'text',
  external_id: 'text',
  sender_alarm: 'text',
  excluded: 'text',
} as const;

/**
 * What was not understood is: under a new version, which takes over its files, and the identifiers it does not name itself. States and
 * dispositions stay.
 */
export async function markRead(
  tx: Tx,
  rows: readonly { readonly [C in keyof typeof READING]: unknown }[],
  at: Instant,
): Promise<void> {
  const { from, values } = asColumns(rows, READING);
  const last = `$${values.length + 1}`;
  await tx.query(
    `with moved as (
       update intake_file file set version = row.version
       from ${from} where file.report_id = row.report_id and file.version < row.version and file.ispws_file_id is not null
     ), moved_identifiers as (
       update intake_identifier identifier set version = row.version
       from ${from} where identifier.report_id = row.report_id and identifier.version < row.version
         and not exists (select from intake_identifier held
                         where held.report_id = row.report_id and held.version = row.version and held.kind = identifier.kind
                           and coalesce(held.normal, held.value) = coalesce(identifier.normal, identifier.value))
     )
     update intake_report report
     set current_version = row.version, format = row.format, sender = row.sender, reading = 'parsed', unreadable_reason = null,
         external_id = coalesce(report.external_id, row.external_id),
         sender_alarm = coalesce(report.sender_alarm, row.sender_alarm),
         excluded = coalesce(report.excluded, row.excluded), last_change_at = ${last}
     from ${from}
     where report.report_id = row.report_id`,
    [...values, at],
  );
}

export async function updateReasons(
  tx: Tx,
  rows: readonly { readonly reportId: number; readonly reason: string }[],
): Promise<void> {
  await tx.query(
    `update intake_report report set unreadable_reason = row.reason
     from unnest($1::bigint[], $2::text[]) as row (report_id, reason)
     where report.report_id = row.report_id`,
    [rows.map((row) => row.reportId), rows.map((row) => row.reason)],
  );
}

export async function updateOrigin(
  tx: Tx,
  reportId: number,
  to: { readonly source: Source; readonly sender: string },
  at: Instant,
): Promise<void> {
  await tx.query('update intake_report set source = $2, sender = $3, last_change_at = $4 where report_id = $1', [
    reportId,
    to.source,
    to.sender,
    at,
  ]);
}

/** One act on the bench. */
export interface RepairRow {
  readonly reportId: number;
  readonly act: 'read-again' | 'repaired' | 'redirected' | 'handed';
  readonly rawId: number | null;
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly note: string | null;
}

export async function insertRepairs(
  tx: Tx,
  rows: readonly RepairRow[],
  by: { readonly actor: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into intake_repair (report_id, act, by, at, raw_id, detail, note)
     select report_id, act, $6, $7, raw_id, detail, note
     from unnest($1::bigint[], $2::text[], $3::bigint[], $4::jsonb[], $5::text[]) as row (report_id, act, raw_id, detail, note)`,
    [
      rows.map((row) => row.reportId),
      rows.map((row) => row.act),
      rows.map((row) => row.rawId),
      rows.map((row) => JSON.stringify(row.detail)),
      rows.map((row) => row.note),
      by.actor,
      by.at,
    ],
  );
}

export interface RepairLine extends Omit<RepairRow, 'reportId' | 'rawId'> {
  readonly by: string;
  readonly at: Instant;
}

export function selectRepairs(q: Queryable, reportId: number): Promise<RepairLine[]> {
  return q.query<RepairLine>(
    'select act, by, at, detail, note from intake_repair where report_id = $1 order by repair_id',
    [reportId],
  );
}
