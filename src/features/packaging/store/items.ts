import type { Instant } from '#core/clock.ts';
import type { PackageId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ItemNumber, ItemState } from '../domain/item-rules.ts';

/** One of the seven items of a package. */
export interface ItemRow {
  readonly packageId: PackageId;
  readonly item: ItemNumber;
  readonly state: ItemState;
  readonly reason: string | null;
  /** The words a person wrote under the item. */
  readonly text: string | null;
  readonly dueAt: Instant | null;
  readonly changedBy: string;
  readonly changedAt: Instant;
}

/** Items of a set of packages, by package and number. */
export async function selectItems(q: Queryable, packageIds: readonly number[]): Promise<readonly ItemRow[]> {
  return q.query<ItemRow>(
    `select package_id as "packageId", item, state, reason, body->>'text' as text, due_at as "dueAt",
       changed_by as "changedBy", changed_at as "changedAt"
     from packaging_item
     where package_id = any($1)
     order by package_id, item`,
    [packageIds],
  );
}

/** Sets items as the data has them: what a person decided stays, what still waits becomes present when its data came. */
export async function presetItems(
  tx: Tx,
  items: readonly { readonly packageId: number; readonly item: ItemNumber; readonly state: ItemState }[],
  stamp: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into packaging_item as kept (package_id, item, state, changed_by, changed_at)
     select package_id, item, state, $4, $5
     from unnest($1::bigint[], $2::smallint[], $3::text[]) as row (package_id, item, state)
     on conflict (package_id, item) do update set
       state = excluded.state, changed_by = excluded.changed_by, changed_at = excluded.changed_at
     where kept.state = 'pending' and excluded.state = 'present'`,
    [
      items.map((one) => one.packageId),
      items.map((one) => one.item),
      items.map((one) => one.state),
      stamp.by,
      stamp.at,
    ],
  );
}

/** What a person says of one item. */
export async function writeItem(tx: Tx, item: ItemRow): Promise<void> {
  await tx.query(
    `update packaging_item
     set state = $3, reason = $4, body = $5, due_at = $6, changed_by = $7, changed_at = $8
     where package_id = $1 and item = $2`,
    [
      item.packageId,
      item.item,
      item.state,
      item.reason,
      item.text === null ? null : JSON.stringify({ text: item.text }),
      item.dueAt,
      item.changedBy,
      item.changedAt,
    ],
  );
}

/** What a person decided about a fact that may not leave as it is. */
export interface FactVerdictRow {
  readonly target: 'identifier' | 'file';
  readonly targetId: number;
  readonly verdict: 'excluded' | 'released';
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

export async function selectFactVerdicts(q: Queryable, packageId: number): Promise<readonly FactVerdictRow[]> {
  return q.query<FactVerdictRow>(
    `select target, target_id as "targetId", verdict, reason, by, at
     from packaging_fact
     where package_id = $1
     order by target, target_id`,
    [packageId],
  );
}

export async function upsertFactVerdict(tx: Tx, packageId: number, row: FactVerdictRow): Promise<void> {
  await tx.query(
    `insert into packaging_fact (package_id, target, target_id, verdict, reason, by, at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (package_id, target, target_id) do update set
       verdict = excluded.verdict, reason = excluded.reason, by = excluded.by, at = excluded.at`,
    [packageId, row.target, row.targetId, row.verdict, row.reason, row.by, row.at],
  );
}
