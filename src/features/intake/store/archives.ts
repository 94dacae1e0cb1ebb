import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** Which of these archives are kept. */
export async function selectArchiveIds(q: Queryable, sha256s: readonly Buffer[]): Promise<ReadonlyMap<string, number>> {
  const rows = await q.query<{ sha256: string; archiveId: number }>(
    `select encode(sha256, 'hex') as sha256, archive_id as "archiveId" from intake_archive where sha256 = any($1::bytea[])`,
    [sha256s],
  );
  return new Map(rows.map((row) => [row.sha256, row.archiveId]));
}

/** Numbers for archives, so that their keys can be made before their rows. */
export async function takeArchiveIds(tx: Tx, count: number): Promise<readonly number[]> {
  const rows = await tx.query<{ archiveId: number }>(
    `select nextval(pg_get_serial_sequence('intake_archive', 'archive_id'))::float8 as "archiveId" from generate_series(1, $1::int)`,
    [count],
  );
  return rows.map((row) => row.archiveId);
}

interface ArchiveRow {
  readonly archiveId: number;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  readonly fileName: string | null;
  readonly objectId: ObjectId;
  readonly receivedAt: Instant;
}

/** Fails with a unique violation where another receipt of the same archive was faster: the receipt then looks again. */
export async function insertArchives(tx: Tx, rows: readonly ArchiveRow[]): Promise<void> {
  await tx.query(
    `insert into intake_archive (archive_id, sha256, size_bytes, file_name, object_id, received_at)
     overriding system value
     select archive_id, sha256, size_bytes, file_name, object_id, received_at
     from unnest($1::bigint[], $2::bytea[], $3::bigint[], $4::text[], $5::uuid[], $6::timestamptz[])
       as row (archive_id, sha256, size_bytes, file_name, object_id, received_at)`,
    [
      rows.map((row) => row.archiveId),
      rows.map((row) => row.sha256),
      rows.map((row) => row.sizeBytes),
      rows.map((row) => row.fileName),
      rows.map((row) => row.objectId),
      rows.map((row) => row.receivedAt),
    ],
  );
}

/** A later version of a report may come in the same archive as an earlier one. */
export async function insertArchiveReports(
  tx: Tx,
  rows: readonly { readonly archiveId: number; readonly reportId: number }[],
): Promise<void> {
  await tx.query(
    `insert into intake_archive_report (archive_id, report_id)
     select archive_id, report_id from unnest($1::bigint[], $2::bigint[]) as row (archive_id, report_id)
     on conflict (archive_id, report_id) do nothing`,
    [rows.map((row) => row.archiveId), rows.map((row) => row.reportId)],
  );
}

/** The same for archives known by their digest; one that is not kept is left out. */
export async function insertReportsOfKept(
  tx: Tx,
  rows: readonly { readonly sha256: Buffer; readonly reportId: number }[],
): Promise<void> {
  await tx.query(
    `insert into intake_archive_report (archive_id, report_id)
     select archive.archive_id, row.report_id
     from unnest($1::bytea[], $2::bigint[]) as row (sha256, report_id)
     join intake_archive archive on archive.sha256 = row.sha256
     on conflict (archive_id, report_id) do nothing`,
    [rows.map((row) => row.sha256), rows.map((row) => row.reportId)],
  );
}

/** Whether one of these reports is disposed of; asked after their links are written, for those wait for a disposal under way. */
export async function isDisposedOf(q: Queryable, reportIds: readonly number[]): Promise<boolean> {
  const rows = await q.query(
    'select from intake_report where report_id = any($1::bigint[]) and expunged_at is not null limit 1',
    [reportIds],
  );
  return rows.length > 0;
}

/** Says of reports whose bytes came out of another report that they lie in the archives which that one came in. */
export async function shareArchivesOf(tx: Tx, reportId: number, others: readonly number[]): Promise<void> {
  await tx.query(
    `insert into intake_archive_report (archive_id, report_id)
     select came.archive_id, other.report_id
     from intake_archive_report came
     cross join unnest($2::bigint[]) as other (report_id)
     where came.report_id = $1
     on conflict (archive_id, report_id) do nothing`,
    [reportId, others],
  );
}

/** An archive that is kept whole. */
export interface KeptArchive {
  readonly objectId: ObjectId;
  readonly fileName: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly receivedAt: Instant;
  /** A document in it carries a password: its exact bytes are read out by nothing. */
  readonly holdsSecret: boolean;
}

/** The archives a report came in that are still kept, oldest first. */
export function selectArchivesOf(q: Queryable, reportId: number): Promise<KeptArchive[]> {
  return q.query<KeptArchive>(
    `select archive.object_id as "objectId", archive.file_name as "fileName", archive.size_bytes as "sizeBytes",
            encode(archive.sha256, 'hex') as sha256, archive.received_at as "receivedAt",
            exists (select from intake_archive_report other
                    join intake_version version on version.report_id = other.report_id
                    where other.archive_id = archive.archive_id
                      and version.content -> 'advice' ? 'secret-in-document') as "holdsSecret"
     from intake_archive_report came
     join intake_archive archive on archive.archive_id = came.archive_id
     where came.report_id = $1
     order by archive.archive_id`,
    [reportId],
  );
}

/** Forgets the archives these reports came in, whole; answers which. Throws where a legal hold reaches one of their reports. */
export async function deleteArchivesOf(tx: Tx, reportIds: readonly number[], at: Instant): Promise<readonly number[]> {
  const rows = await tx.query<{ archiveId: number }>(
    'select archive_id as "archiveId" from intake_forget_archives($1::bigint[], $2)',
    [reportIds, at],
  );
  return rows.map((row) => row.archiveId);
}
