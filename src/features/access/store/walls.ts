import type { Queryable } from '#platform/postgres/transaction.ts';

/** Those of the objects that lie in a compartment this person is not in (migration 0014: `access_hidden_from`). */
export async function findHidden(
  q: Queryable,
  staffId: number,
  kind: string,
  ids: readonly number[],
): Promise<readonly number[]> {
  const [row] = await q.query<{ hidden: readonly string[] }>(
    'select access_hidden_from($1, $2, $3::bigint[]) as hidden',
    [staffId, kind, ids],
  );
  return (row?.hidden ?? []).map(Number);
}

/** Reports whose content a live mandate opens to this person. */
export async function findMandated(q: Queryable, staffId: number): Promise<readonly number[]> {
  const [row] = await q.query<{ mandated: readonly string[] }>('select access_mandated_for($1) as mandated', [staffId]);
  return (row?.mandated ?? []).map(Number);
}

/** The id behind a number or reference, whether or not the asking person may see it; null when there is none. */
export async function findStanding(q: Queryable, kind: string, ref: string): Promise<number | null> {
  const [row] = await q.query<{ id: number | null }>('select access_standing($1, $2) as id', [kind, ref]);
  return row?.id ?? null;
}

/** Likewise for a set, in one question and in the order given. */
export function findStandings(
  q: Queryable,
  kind: string,
  refs: readonly string[],
): Promise<{ readonly ref: string; readonly id: number | null }[]> {
  return q.query(
    `select given.ref, access_standing($1, given.ref) as id
     from unnest($2::text[]) with ordinality as given(ref, place)
     order by given.place`,
    [kind, refs],
  );
}
