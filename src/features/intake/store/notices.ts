import type { Instant } from '#core/clock.ts';
import { asColumns } from '#platform/postgres/columns.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { KeptReceipt } from '../domain/notice-receipt.ts';

/** A notice known before, by its reference or by what it says. */
export interface KnownNotice {
  readonly providerId: number;
  readonly reference: string | null;
  /** Lower-case hex. */
  readonly contentSha256: string;
  readonly reportId: number;
  readonly number: string;
  readonly version: number;
  readonly receivedAt: Instant;
}

export interface NoticeKey {
  readonly providerId: number;
  readonly reference: string | null;
  readonly contentSha256: string;
}

/** Notices of the same providers with one of these references, or with one of these contents; locked until the end of the transaction. */
export function lockKnownNotices(tx: Tx, keys: readonly NoticeKey[]): Promise<KnownNotice[]> {
  return tx.query<KnownNotice>(
    `select notice.provider_id as "providerId", notice.reference, encode(notice.content_sha256, 'hex') as "contentSha256",
            notice.report_id as "reportId", report.number, report.current_version as version,
            report.received_at as "receivedAt"
     from intake_notice notice
     join intake_report report on report.report_id = notice.report_id
     where notice.report_id in (
       select same.report_id
       from unnest($1::bigint[], $2::text[]) as wanted(provider_id, reference)
       join intake_notice same on same.provider_id = wanted.provider_id and same.reference = wanted.reference
       union
       select same.report_id
       from unnest($1::bigint[], $3::text[]) as wanted(provider_id, content)
       join intake_notice same on same.provider_id = wanted.provider_id
         and same.content_sha256 = decode(wanted.content, 'hex'))
     order by notice.report_id
     for update of notice, report`,
    [keys.map((key) => key.providerId), keys.map((key) => key.reference), keys.map((key) => key.contentSha256)],
  );
}

const NOTICE = {
  report_id: 'bigint',
  provider_id: 'bigint',
  reference: 'text',
  duty: 'text',
  regime: 'text',
  received_at: 'timestamptz',
  keep_until: 'timestamptz',
  content_sha256: 'bytea',
  discovered_at: 'timestamptz',
  missing: 'jsonb',
  transmission_data_missing: 'boolean',
  completeness: 'smallint',
  connections: 'integer',
  connections_without_port: 'integer',
  times: 'integer',
  times_without_zone: 'integer',
  files: 'integer',
  files_view_unstated: 'integer',
} as const;

const RECEIPT = {
  report_id: 'bigint',
  version: 'integer',
  received_at: 'timestamptz',
  sha256: 'bytea',
  provider_code: 'text',
  provider_name: 'text',
  told: 'jsonb',
} as const;

export type NoticeRow = { readonly [Column in keyof typeof NOTICE]: unknown };
export type NoticeReceiptRow = { readonly [Column in keyof typeof RECEIPT]: unknown };

/** Writes notices and the receipts of their versions. A known notice takes the figures of its new version; regime and keeping stay. */
export async function writeNoticeRows(
  tx: Tx,
  notices: readonly NoticeRow[],
  receipts: readonly NoticeReceiptRow[],
): Promise<void> {
  const { from, values } = asColumns(notices, NOTICE);
  const columns = Object.keys(NOTICE);
  const given = columns.map((name) =>
    name === 'missing' ? 'array(select jsonb_array_elements_text(row.missing))' : `row.${name}`,
  );
  await tx.query(
    `insert into intake_notice (${columns.join(', ')})
     select ${given.join(', ')} from ${from}
     on conflict (report_id) do update
     set content_sha256 = excluded.content_sha256, discovered_at = excluded.discovered_at, missing = excluded.missing,
         transmission_data_missing = excluded.transmission_data_missing, completeness = excluded.completeness,
         connections = excluded.connections, connections_without_port = excluded.connections_without_port,
         times = excluded.times, times_without_zone = excluded.times_without_zone, files = excluded.files,
         files_view_unstated = excluded.files_view_unstated`,
    values,
  );
  const told = asColumns(receipts, RECEIPT);
  const named = Object.keys(RECEIPT).join(', ');
  await tx.query(`insert into intake_notice_receipt (${named}) select ${named} from ${told.from}`, told.values);
}

/** Counts that these notices were sent again, unchanged. */
export async function countRepeats(tx: Tx, reportIds: readonly number[]): Promise<void> {
  if (reportIds.length === 0) return;
  await tx.query(
    `update intake_notice notice
     set repeats = notice.repeats + again.times
     from (select report_id, count(*)::int as times from unnest($1::bigint[]) as report_id group by report_id) as again
     where notice.report_id = again.report_id`,
    [reportIds],
  );
}

const KEPT = `receipt.report_id as "reportId", report.number, notice.reference, receipt.version,
  receipt.received_at as "receivedAt", encode(receipt.sha256, 'hex') as sha256,
  receipt.provider_code as "providerCode", receipt.provider_name as "providerName", receipt.told`;

const KEPT_FROM = `from intake_notice notice
     join intake_notice_receipt receipt on receipt.report_id = notice.report_id
     join intake_report report on report.report_id = notice.report_id`;

/** Receipts of these notices, every version, in order; only of one provider when it is given. */
export function selectReceipts(
  q: Queryable,
  reportIds: readonly number[],
  providerId: number | null,
): Promise<KeptReceipt[]> {
  return q.query<KeptReceipt>(
    `select ${KEPT} ${KEPT_FROM}
     where notice.report_id = any($1::bigint[])
       and ($2::bigint is null or notice.provider_id = $2)
     order by notice.report_id, receipt.version`,
    [reportIds, providerId],
  );
}

/** The notice of a provider under this number; null when it is none of theirs. */
export async function selectNoticeByNumber(q: Queryable, providerId: number, number: string): Promise<number | null> {
  const [row] = await q.query<{ reportId: number }>(
    `select notice.report_id as "reportId"
     from intake_report report
     join intake_notice notice on notice.report_id = report.report_id
     where report.number = $2 and notice.provider_id = $1`,
    [providerId, number],
  );
  return row?.reportId ?? null;
}

/** The notice of a provider under its own reference; null when there is none. */
export async function selectNoticeByReference(
  q: Queryable,
  providerId: number,
  reference: string,
): Promise<number | null> {
  const [row] = await q.query<{ reportId: number }>(
    'select report_id as "reportId" from intake_notice where provider_id = $1 and reference = $2',
    [providerId, reference],
  );
  return row?.reportId ?? null;
}

/** A notice in a line of its provider's own list. */
export interface NoticeLine {
  readonly incidentNumber: string;
  readonly reference: string | null;
  readonly duty: 's2' | 's3';
  readonly regime: string | null;
  readonly receivedAt: Instant;
  readonly keepUntil: Instant | null;
  readonly version: number;
  readonly missing: readonly string[];
  readonly transmissionDataMissing: boolean;
  readonly completeness: number;
}

/** Notices of one provider, newest first, by the index `intake_notice_newest`; `after` is the number of the last one before. */
export function selectNoticesOf(
  q: Queryable,
  providerId: number,
  page: { readonly limit: number; readonly after: number | null },
): Promise<NoticeLine[]> {
  return q.query<NoticeLine>(
    `select report.number as "incidentNumber", notice.reference, notice.duty, notice.regime,
            notice.received_at as "receivedAt", notice.keep_until as "keepUntil", report.current_version as version,
            notice.missing, notice.transmission_data_missing as "transmissionDataMissing", notice.completeness
     from intake_notice notice
     join intake_report report on report.report_id = notice.report_id
     where notice.provider_id = $1
       and ($3::bigint is null or (notice.received_at, notice.report_id) <
         (select last.received_at, last.report_id from intake_notice last where last.report_id = $3))
     order by notice.received_at desc, notice.report_id desc
     limit $2`,
    [providerId, page.limit, page.after],
  );
}
