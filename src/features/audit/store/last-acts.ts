import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';

/** By the index on the ids of objects (`audit_entry_object`); machines and stages use nothing administratively. */
export async function selectLastActs(
  q: Queryable,
  objectKind: string,
  objectIds: readonly number[],
): Promise<ReadonlyMap<number, Instant>> {
  const rows = await q.query<{ id: number; at: Instant }>(
    `select object.id, max(entry.at) as at
     from audit_entry entry
     cross join lateral unnest(entry.object_ids) as object(id)
     where entry.object_ids && $2::bigint[]
       and entry.object_kind = $1
       and entry.outcome = 'done'
       and entry.actor like 'staff:%'
       and object.id = any($2::bigint[])
     group by object.id`,
    [objectKind, objectIds],
  );
  return new Map(rows.map((row) => [row.id, row.at]));
}
