import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** Of these, the rows that nobody holds, raised or decided, locked; rows others are at work on are passed over, not waited for. */
export async function lockFreeRows(tx: Tx, reportIds: readonly number[], now: Instant): Promise<readonly number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `select report_id as "reportId" from triage_queue
     where report_id = any ($1::bigint[]) and state = 'open' and level > 1 and floor_by is null and bundle_id is null
       and (holder_staff_id is null or lease_until <= $2)
     order by report_id
     for update skip locked`,
    [reportIds, now],
  );
  return rows.map((row) => row.reportId);
}

/** Puts rows into their bundles: one of each bundle stays to be seen, with the earliest clocks of all it stands for. */
export async function swallowRows(tx: Tx, bundleOf: ReadonlyMap<number, number>): Promise<void> {
  if (bundleOf.size === 0) return;
  await tx.query(
    `update triage_queue queue
     set bundle_id = given.bundle_id, swallowed = true, holder_staff_id = null, lease_until = null, claimed_version = null
     from unnest($1::bigint[], $2::bigint[]) as given (report_id, bundle_id)
     where queue.report_id = given.report_id`,
    [[...bundleOf.keys()], [...bundleOf.values()]],
  );
  await tx.query('select triage_face_bundles($1::bigint[])', [[...new Set(bundleOf.values())]]);
}

/** Where a bundle stands in the queue. */
export interface FaceRow {
  readonly bundleId: number;
  readonly reportId: number;
  readonly level: number;
  readonly holder: number | null;
  readonly leaseUntil: Instant | null;
  readonly dueAt: Instant;
  readonly diesAt: Instant | null;
}

/** The one row of each open bundle that the queue shows. */
export function findFaces(q: Queryable, bundleIds: readonly number[]): Promise<FaceRow[]> {
  return q.query<FaceRow>(
    `select bundle_id as "bundleId", report_id as "reportId", level, holder_staff_id as holder, lease_until as "leaseUntil",
            due_at as "dueAt", dies_at as "diesAt"
     from triage_queue
     where bundle_id = any ($1::bigint[]) and not swallowed and state = 'open'`,
    [bundleIds],
  );
}

/** Rows of a bundle's members, locked in the order of their numbers. */
export function lockBundledRows(
  tx: Tx,
  bundleId: number,
): Promise<{ reportId: number; version: number; level: number; floorBy: string | null; state: string }[]> {
  return tx.query(
    `select report_id as "reportId", version, level, floor_by as "floorBy", state
     from triage_queue
     where bundle_id = $1
     order by report_id
     for update`,
    [bundleId],
  );
}

/** Rows leave their bundle: decided ones are closed, the others wait under their own number, in nobody's hands. */
export async function endBundling(tx: Tx, reportIds: readonly number[], decided: boolean): Promise<void> {
  await tx.query(
    `update triage_queue
     set bundle_id = null, swallowed = false, holder_staff_id = null, lease_until = null, claimed_version = null,
         state = case when $2 then 'decided' else state end,
         half_done_by = case when $2 then null else half_done_by end,
         reawakened_reason = case when $2 then null else reawakened_reason end
     where report_id = any ($1::bigint[])`,
    [reportIds, decided],
  );
}

/** An undone decision: the rows are open and in their bundle again. */
export async function bundleAgain(tx: Tx, reportIds: readonly number[], bundleId: number): Promise<void> {
  await tx.query(
    `update triage_queue set state = 'open', bundle_id = $2, swallowed = true, reawakened_reason = null
     where report_id = any ($1::bigint[])`,
    [reportIds, bundleId],
  );
  await tx.query('select triage_face_bundles(array[$1::bigint])', [bundleId]);
}

/** An undone decision of reports that stand alone: open, in nobody's hands. */
export async function reopenRows(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.query(
    `update triage_queue set state = 'open', reawakened_reason = null where report_id = any ($1::bigint[])`,
    [reportIds],
  );
}
