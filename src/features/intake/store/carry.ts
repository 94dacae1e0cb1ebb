import type { Tx } from '#platform/postgres/transaction.ts';

// What an earlier version of a report leaves to its new one. The JSON of a tip is authoritative; what came beside it stays.

/** Files of a new version whose bytes came with an earlier one keep those bytes: same name, same report. */
export async function carryBytes(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.query(
    `update intake_file file
     set object_id = held.object_id, size_bytes = held.size_bytes, md5 = held.md5, sha1 = held.sha1, sha256 = held.sha256
     from intake_report report
     join lateral (
       select distinct on (original_name) original_name, object_id, size_bytes, md5, sha1, sha256
       from intake_file earlier
       where earlier.report_id = report.report_id and earlier.version < report.current_version
         and earlier.object_id is not null
       order by original_name, version desc
     ) held on true
     where report.report_id = any($1::bigint[]) and file.report_id = report.report_id
       and file.version = report.current_version and file.object_id is null and file.original_name = held.original_name`,
    [reportIds],
  );
}

/** Files that no version announces, the tip's own PDF among them, stay files of the report. */
export async function carryBesideFiles(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.query(
    `insert into intake_file (report_id, version, ordinal, object_id, original_name, size_bytes, md5, sha1, sha256, viewed_by_esp,
                              relation, details, received_at)
     select report.report_id, report.current_version,
            (select coalesce(max(ordinal), -1) from intake_file held
             where held.report_id = report.report_id and held.version = report.current_version)
              + row_number() over (partition by report.report_id order by earlier.ordinal),
            earlier.object_id, earlier.original_name, earlier.size_bytes, earlier.md5, earlier.sha1, earlier.sha256,
            earlier.viewed_by_esp, earlier.relation, earlier.details, earlier.received_at
     from intake_report report
     join intake_file earlier on earlier.report_id = report.report_id and earlier.version = report.current_version - 1
     where report.report_id = any($1::bigint[]) and earlier.relation is not null
       and not exists (select from intake_file held
                       where held.report_id = report.report_id and held.version = report.current_version
                         and held.sha256 = earlier.sha256)`,
    [reportIds],
  );
}

/** Identifiers that a person confirmed from a PDF stay, unless the new version names them itself. */
export async function carryConfirmed(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.query(
    `insert into intake_identifier (report_id, version, kind, value, normal, service, port, observed_as_written, observed_at,
                                    observed_zone, event, provenance, caveat, verified, possible_proxy, path)
     select report.report_id, report.current_version, kind, value, normal, service, port, observed_as_written, observed_at,
            observed_zone, event, provenance, caveat, verified, possible_proxy, path
     from intake_report report
     join intake_identifier earlier
       on earlier.report_id = report.report_id and earlier.version = report.current_version - 1
     where report.report_id = any($1::bigint[]) and starts_with(earlier.path, 'pdf:')
       and not exists (select from intake_identifier held
                       where held.report_id = report.report_id and held.version = report.current_version
                         and held.kind = earlier.kind and coalesce(held.normal, held.value) = coalesce(earlier.normal, earlier.value))`,
    [reportIds],
  );
}
