import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Recurrence, SightedFile, Sighting } from './domain/find-recurrences.ts';
import type { MediaMatch } from './types.ts';

/**
 * Counts each digest once per report and returns what is now known of it. Rows are locked in the order of the digests
 * until the end of the transaction, so that two sets with common files wait for each other and never deadlock.
 */
export async function countSightings(tx: Tx, files: readonly SightedFile[]): Promise<ReadonlyMap<string, Sighting>> {
  const flat = files.flatMap((file) => file.digests.map((digest) => ({ reportId: file.reportId, ...digest })));
  const rows = await tx.query<Sighting & { hex: string }>(
    `with given as (
       select distinct report_id, decode(hex, 'hex') as hash, kind
       from unnest($1::bigint[], $2::text[], $3::text[]) as given(report_id, hex, kind)
     ), fresh as (
       insert into media_counted (report_id, hash)
       select report_id, hash from given order by hash, report_id
       on conflict (report_id, hash) do nothing
       returning report_id, hash
     ), counted as (
       select given.hash, given.kind, min(given.report_id) as first_report_id, count(fresh.report_id)::int as reports
       from given
       left join fresh on fresh.hash = given.hash and fresh.report_id = given.report_id
       group by given.hash, given.kind
     )
     insert into media_sighting (hash, hash_kind, first_report_id, report_count)
     select hash, kind, first_report_id, reports from counted order by hash
     on conflict (hash) do update set report_count = media_sighting.report_count + excluded.report_count
     returning encode(hash, 'hex') as hex, first_report_id as "firstReportId", report_count as "reportCount"`,
    [flat.map((line) => line.reportId), flat.map((line) => line.hex), flat.map((line) => line.kind)],
  );
  return new Map(rows.map(({ hex, ...sighting }) => [hex, sighting]));
}

/** Keeps recurrences; a file matched once keeps what was known then. */
export async function insertMatches(tx: Tx, found: readonly Recurrence[], at: Instant): Promise<void> {
  await tx.query(
    `insert into media_match (report_id, file_id, kind, hash_kind, first_report_id, earlier_reports, matched_at)
     select given.report_id, given.file_id, 'seen-before', given.hash_kind, given.first_report_id, given.earlier, $6
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::int[])
       as given(report_id, file_id, hash_kind, first_report_id, earlier)
     order by given.file_id
     on conflict (file_id, kind) do nothing`,
    [
      found.map((one) => one.reportId),
      found.map((one) => one.fileId),
      found.map((one) => one.hashKind),
      found.map((one) => one.firstReportId),
      found.map((one) => one.earlierReports),
      at,
    ],
  );
}

/** Matches as kept, by report and file. */
export function findMatches(q: Queryable, reportIds: readonly number[]): Promise<MediaMatch[]> {
  return q.query<MediaMatch>(
    `select report_id as "reportId", file_id as "fileId", kind, hash_kind as "hashKind", hash_kind = 'md5' as weak,
            first_report_id as "firstReportId", earlier_reports as "earlierReports", matched_at as "matchedAt"
     from media_match
     where report_id = any($1::bigint[])
     order by report_id, file_id`,
    [reportIds],
  );
}
