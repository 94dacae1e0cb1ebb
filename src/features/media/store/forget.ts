import type { Tx } from '#platform/postgres/transaction.ts';

/** Removes matches and countings of reports; a content that no other report has leaves no digest behind. */
export async function deleteMediaOf(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const matches = await tx.query('delete from media_match where report_id = any($1::bigint[]) returning match_id', [
    reportIds,
  ]);
  const hashes = await tx.query<{ hash: Buffer }>(
    `delete from media_counted where report_id = any($1::bigint[]) returning hash`,
    [reportIds],
  );
  const touched = hashes.map((row) => row.hash);
  // Locked in the order of the digests, as counting does, so that the two never wait for each other in a circle.
  await tx.query(
    `with left_over as (
       select sighting.hash,
              (select count(*)::int from media_counted counted where counted.hash = sighting.hash) as reports,
              (select min(counted.report_id) from media_counted counted where counted.hash = sighting.hash) as first_report
       from (select hash from media_sighting where hash = any($1::bytea[]) order by hash for update) as sighting
     ), gone as (
       delete from media_sighting sighting using left_over
       where sighting.hash = left_over.hash and left_over.reports = 0
     )
     update media_sighting sighting
     set report_count = left_over.reports, first_report_id = left_over.first_report
     from left_over
     where sighting.hash = left_over.hash and left_over.reports > 0`,
    [touched],
  );
  return matches.length + touched.length;
}
