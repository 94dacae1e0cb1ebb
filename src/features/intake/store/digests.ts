import type { Queryable } from '#platform/postgres/transaction.ts';

/** The words of a version by their digests: whether they changed is told, the words are not. */
export function selectNarrativeDigests(
  q: Queryable,
  reportId: number,
  version: number,
): Promise<{ path: string; digest: string }[]> {
  return q.query<{ path: string; digest: string }>(
    `select path, encode(sha256(convert_to(body, 'UTF8')), 'hex') as digest
     from intake_narrative
     where report_id = $1 and version = $2
     order by narrative_id`,
    [reportId, version],
  );
}

/** One digest over the victims of a version and all that is theirs; null when there is none, or for whom they are closed. */
export async function selectVictimDigest(q: Queryable, reportId: number, version: number): Promise<string | null> {
  const [row] = await q.query<{ digest: string | null }>(
    `select encode(sha256(convert_to(string_agg(said, '|' order by place, id), 'UTF8')), 'hex') as digest
     from (
       select 0 as place, victim_id as id, ordinal || ' ' || details::text as said
       from intake_victim
       where report_id = $1 and version = $2
       union all
       select 1, identifier_id, concat_ws(' ', kind, value, port, observed_as_written, path)
       from intake_victim_identifier
       where report_id = $1 and version = $2
     ) as theirs`,
    [reportId, version],
  );
  return row?.digest ?? null;
}
