import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { StoredBytes } from '#features/vault';
import { asColumns } from '#platform/postgres/columns.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { FileRelation, SubmittedFileDetails } from '../types.ts';

/** A file that came for a known report, kept in the vault. */
export interface CameFile {
  readonly reportId: number;
  readonly objectId: ObjectId | null;
  readonly name: string | null;
  readonly details: SubmittedFileDetails | null;
  readonly relation: FileRelation;
  readonly stored: StoredBytes;
  readonly receivedAt: Instant;
}

const COLUMNS = {
  place: 'integer',
  report_id: 'bigint',
  object_id: 'uuid',
  name: 'text',
  details: 'jsonb',
  relation: 'text',
  size_bytes: 'bigint',
  md5: 'bytea',
  sha1: 'bytea',
  sha256: 'bytea',
  received_at: 'timestamptz',
} as const;

function rowsOf(came: readonly CameFile[]) {
  return asColumns(
    came.map(({ reportId, objectId, name, details, relation, stored, receivedAt }, place) => ({
      place,
      report_id: reportId,
      object_id: objectId,
      name,
      details,
      relation,
      size_bytes: stored.sizeBytes,
      md5: stored.md5,
      sha1: stored.sha1,
      sha256: stored.sha256,
      received_at: receivedAt,
    })),
    COLUMNS,
  );
}

/** Announced files that were awaited get their bytes, by name or announced MD5. Gives back the reports that got some. */
export async function fillAwaited(tx: Tx, came: readonly CameFile[]): Promise<readonly number[]> {
  const { from, values } = rowsOf(came);
  const rows = await tx.query<{ reportId: number }>(
    `with fitting as (
       select distinct on (file.file_id) file.file_id, row.object_id, row.size_bytes, row.md5, row.sha1, row.sha256
       from ${from}
       join intake_report report on report.report_id = row.report_id
       join intake_file file on file.report_id = row.report_id and file.version = report.current_version
       where file.object_id is null and row.relation <> 'tip-pdf'
         and (lower(row.name) in (lower(file.original_name), lower(file.details ->> 'givenName'))
              or exists (select from jsonb_array_elements(file.details -> 'claimedHashes') claimed
                         where claimed ->> 'type' ilike 'md5' and lower(claimed ->> 'value') = encode(row.md5, 'hex')))
       order by file.file_id, row.place
     )
     update intake_file file
     set object_id = fitting.object_id, size_bytes = fitting.size_bytes, md5 = fitting.md5, sha1 = fitting.sha1,
         sha256 = fitting.sha256
     from fitting
     where file.file_id = fitting.file_id
     returning file.report_id as "reportId"`,
    values,
  );
  return rows.map((row) => row.reportId);
}

/** Files the current version does not hold yet stand beside what it announces. Gives back the reports that got some. */
export async function insertBeside(tx: Tx, came: readonly CameFile[]): Promise<readonly number[]> {
  const { from, values } = rowsOf(came);
  const rows = await tx.query<{ reportId: number }>(
    `insert into intake_file (report_id, version, ordinal, object_id, original_name, size_bytes, md5, sha1, sha256, relation,
                              details, received_at)
     select report.report_id, report.current_version,
            (select coalesce(max(ordinal), -1) from intake_file held
             where held.report_id = report.report_id and held.version = report.current_version)
              + row_number() over (partition by report.report_id order by fresh.place),
            fresh.object_id, fresh.name, fresh.size_bytes, fresh.md5, fresh.sha1, fresh.sha256, fresh.relation,
            coalesce(fresh.details, '{}'), fresh.received_at
     from (select distinct on (report_id, sha256) * from ${from} order by report_id, sha256, place) as fresh
     join intake_report report on report.report_id = fresh.report_id
     where not exists (select from intake_file held
                       where held.report_id = report.report_id and held.version = report.current_version
                         and held.sha256 = fresh.sha256)
     returning report_id as "reportId"`,
    values,
  );
  return rows.map((row) => row.reportId);
}
