import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ObjectFault, OpenFault } from '../types.ts';

/** Where the scrub stands. */
export interface ScrubState {
  readonly passStartedAt: Instant | null;
  readonly afterObjectNo: number;
  readonly objectsRead: number;
  readonly lastPassStartedAt: Instant | null;
  readonly lastPassEndedAt: Instant | null;
}

const STATE = `pass_started_at as "passStartedAt", after_object_no as "afterObjectNo", objects_read as "objectsRead",
  last_pass_started_at as "lastPassStartedAt", last_pass_ended_at as "lastPassEndedAt"`;

export async function findScrubState(q: Queryable): Promise<ScrubState> {
  const [row] = await q.query<ScrubState>(`select ${STATE} from vault_scrub`);
  if (!row) throw new Error('The scrub has lost its row.');
  return row;
}

/** Takes the scrub until `until`; null when another worker reads at this moment. */
export async function takeScrub(tx: Tx, now: Instant, until: Instant): Promise<ScrubState | null> {
  const [row] = await tx.query<ScrubState>(
    `update vault_scrub set busy_until = $2 where busy_until is null or busy_until < $1 returning ${STATE}`,
    [now, until],
  );
  return row ?? null;
}

/** Writes down how far it came; without `until` the scrub is given back. */
export async function saveScrub(tx: Tx, state: ScrubState, until: Instant | null): Promise<void> {
  await tx.query(
    `update vault_scrub
     set pass_started_at = $1, after_object_no = $2, objects_read = $3, last_pass_started_at = $4, last_pass_ended_at = $5,
         busy_until = $6`,
    [
      state.passStartedAt,
      state.afterObjectNo,
      state.objectsRead,
      state.lastPassStartedAt,
      state.lastPassEndedAt,
      until,
    ],
  );
}

/** Gives the scrub back as it was. */
export async function releaseScrub(tx: Tx): Promise<void> {
  await tx.query('update vault_scrub set busy_until = null');
}

/** An object to read again. */
export interface ScrubItem {
  readonly objectId: ObjectId;
  readonly objectNo: number;
  readonly sizeBytes: number;
}

/** The next objects of the pass, in the order they were registered. */
export function findToScrub(q: Queryable, afterObjectNo: number, limit: number): Promise<ScrubItem[]> {
  return q.query<ScrubItem>(
    `select object_id as "objectId", object_no as "objectNo", size_bytes as "sizeBytes"
     from vault_object
     where object_no > $1 and expunged_at is null
     order by object_no
     limit $2`,
    [afterObjectNo, limit],
  );
}

/** Objects and bytes the pass has still to read. */
export async function countToScrub(
  q: Queryable,
  afterObjectNo: number,
): Promise<{ readonly objects: number; readonly bytes: number }> {
  const [row] = await q.query<{ objects: number; bytes: number }>(
    `select count(*) as objects, coalesce(sum(size_bytes), 0)::bigint as bytes
     from vault_object
     where object_no > $1 and expunged_at is null`,
    [afterObjectNo],
  );
  return row ?? { objects: 0, bytes: 0 };
}

/** Records faults; an open one is seen again, not opened twice. Answers the objects whose fault is new. */
export async function saveFaults(
  tx: Tx,
  faults: readonly { readonly objectId: ObjectId; readonly fault: ObjectFault }[],
  at: Instant,
): Promise<ReadonlyMap<ObjectId, number>> {
  const rows = await tx.query<{ objectId: ObjectId; faultId: number; fresh: boolean }>(
    `insert into vault_scrub_fault (object_id, fault, found_at, seen_at)
     select object_id, fault, $3, $3
     from unnest($1::uuid[], $2::text[]) as found(object_id, fault)
     on conflict (object_id) where cleared_at is null do update set fault = excluded.fault, seen_at = excluded.seen_at
     returning object_id as "objectId", fault_id as "faultId", found_at = seen_at as fresh`,
    [faults.map((one) => one.objectId), faults.map((one) => one.fault), at],
  );
  return new Map(rows.filter((row) => row.fresh).map((row) => [row.objectId, row.faultId]));
}

/** Closes the faults of objects that are whole again; answers which. */
export async function clearFaults(tx: Tx, objectIds: readonly ObjectId[], at: Instant): Promise<ObjectId[]> {
  const rows = await tx.query<{ objectId: ObjectId }>(
    `update vault_scrub_fault set cleared_at = $2
     where object_id = any($1::uuid[]) and cleared_at is null
     returning object_id as "objectId"`,
    [objectIds, at],
  );
  return rows.map((row) => row.objectId);
}

/** Damaged objects, the oldest fault first. */
export function findOpenFaults(q: Queryable, limit: number): Promise<OpenFault[]> {
  return q.query<OpenFault>(
    `select fault.object_id as "objectId", object.size_bytes as "sizeBytes", fault.fault, fault.found_at as "foundAt", fault.seen_at as "seenAt"
     from vault_scrub_fault fault
     join vault_object object on object.object_id = fault.object_id
     where fault.cleared_at is null
     order by fault.fault_id
     limit $1`,
    [limit],
  );
}

/** Counts for a person who asks how the vault is. */
export async function findHoldings(q: Queryable): Promise<{
  readonly objects: number;
  readonly bytes: number;
  readonly expunged: number;
  readonly toShred: number;
  readonly openFaults: number;
}> {
  const [row] = await q.query<{
    objects: number;
    bytes: number;
    expunged: number;
    toShred: number;
    openFaults: number;
  }>(
    `select count(*) filter (where expunged_at is null) as objects,
            coalesce(sum(size_bytes) filter (where expunged_at is null), 0)::bigint as bytes,
            count(*) filter (where expunged_at is not null) as expunged,
            count(*) filter (where expunged_at is not null and shredded_at is null) as "toShred",
            (select count(*) from vault_scrub_fault where cleared_at is null) as "openFaults"
     from vault_object`,
  );
  if (!row) throw new Error('A count answered nothing.');
  return row;
}
