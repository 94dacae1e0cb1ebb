import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** Tables whose rows are logged, or ever were. */
export async function selectProtectedTables(q: Queryable): Promise<readonly string[]> {
  const rows = await q.query<{ name: string }>(
    `select table_name as name from audit_protected
     union
     select distinct table_name from audit_row_batch
     order by name`,
  );
  return rows.map((row) => row.name);
}

export interface RowFault {
  readonly key: string;
  readonly kind: 'altered' | 'deleted' | 'inserted';
  /** The entry that logged the newest version; null when none did. */
  readonly entryId: number | null;
  readonly at: string | null;
}

/** Rows of one table that are not what was logged last. */
export async function selectRowFaults(q: Queryable, table: string): Promise<readonly RowFault[]> {
  // The name becomes part of a function's name: only names of the shape of ours are asked.
  if (!/^[a-z_]+$/.test(table)) return [{ key: '', kind: 'inserted', entryId: null, at: null }];
  return q.query<RowFault>(
    `select fault.row_key as key, fault.kind, fault.entry_id as "entryId",
            to_char(batch.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from audit_faults_of_${table}() fault
     left join audit_row_batch batch on batch.entry_id = fault.entry_id
     order by fault.entry_id nulls last, fault.row_key
     limit 1000`,
  );
}

/** Keys of the rows a batch is about, the first hundred. */
export async function selectBatchKeys(q: Queryable, entryId: number): Promise<readonly string[]> {
  const [row] = await q.query<{ keys: readonly string[] }>(
    'select keys[1:100] as keys from audit_row_batch where entry_id = $1',
    [entryId],
  );
  return row?.keys ?? [];
}

export interface LaneFault {
  readonly lane: number;
  /** The first number after the hole, or null when the lane itself says another last number. */
  readonly from: number | null;
  readonly to: number;
  /** The entry after the hole; null when the hole is at the end. */
  readonly entryId: number | null;
}

/** Holes in the contiguous numbers of every session, by lane. One statement, so that a session at work is seen whole. */
export async function selectLaneFaults(q: Queryable): Promise<readonly LaneFault[]> {
  return q.query<LaneFault>(
    `with written as (
       select lane_id, lane_seq, entry_id from audit_entry
       union all
       select lane_id, lane_seq, entry_id from audit_row_batch
     ), stepped as (
       select lane_id, lane_seq, entry_id, lag(lane_seq, 1, 0::bigint) over (partition by lane_id order by lane_seq) as before
       from written
     ), ends as (
       select lane_id, max(lane_seq) as last from written group by lane_id
     )
     select lane_id as lane, before + 1 as "from", lane_seq - 1 as "to", entry_id as "entryId"
     from stepped
     where lane_seq <> before + 1
     union all
     select coalesce(ends.lane_id, lane.lane_id), case when coalesce(ends.last, 0) < lane.last_seq then coalesce(ends.last, 0) + 1 end,
            coalesce(lane.last_seq, 0), null
     from ends
     full join audit_lane lane on lane.lane_id = ends.lane_id
     where coalesce(ends.last, 0) is distinct from lane.last_seq
     order by lane, "from"
     limit 1000`,
  );
}

/** Protected tables where a trigger that logs row versions is gone or switched off. */
export async function selectUnguarded(
  q: Queryable,
): Promise<readonly { readonly name: string; readonly trigger: string }[]> {
  return q.query(
    `select protected.table_name as name, wanted.trigger
     from audit_protected protected
     cross join (values ('audit_logged_insert'), ('audit_logged_update'), ('audit_logged_delete')) wanted(trigger)
     where not exists (
       select from pg_trigger
       where tgrelid = to_regclass(protected.table_name) and tgname = wanted.trigger and tgenabled in ('O', 'A'))
     order by name, trigger`,
  );
}

/** Columns of protected tables that no hash covers and no list leaves out. */
export async function selectUncoveredColumns(
  q: Queryable,
): Promise<readonly { readonly name: string; readonly column: string }[]> {
  return q.query(
    `select protected.table_name as name, attname::text as column
     from audit_protected protected
     join pg_attribute on attrelid = to_regclass(protected.table_name) and attnum > 0 and not attisdropped
     where attname <> all (protected.columns) and attname <> all (protected.left_out)
     order by name, attnum`,
  );
}

/** Covers columns that were added since. */
export async function protectAgain(q: Queryable): Promise<void> {
  await q.query('select audit_protect_again()');
}

/** Ids of the objects of evidence that stand in the vault, as this trail knows them. */
export async function selectEvidence(q: Queryable): Promise<readonly string[]> {
  const rows = await q.query<{ id: string }>('select row_key as id from audit_rows_of_vault_object() order by row_key');
  return rows.map((row) => row.id);
}

/** Everything this transaction reads is of one instant; must come before its first query. */
export async function holdOneState(tx: Tx): Promise<void> {
  await tx.query('set transaction isolation level repeatable read');
}

/** Whether the whole log was verified after an instant. By `audit_entry_verified`. */
export async function wasVerifiedSince(q: Queryable, since: Instant): Promise<boolean> {
  const rows = await q.query("select from audit_entry where act = 'verify-audit' and at > $1 limit 1", [since]);
  return rows.length > 0;
}
