import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

/** A claim just made or renewed. */
export interface Claimed {
  readonly reportId: number;
  readonly leaseUntil: Instant;
  readonly bundleId: number | null;
}

/** Ends of a lease counted from now, by level. */
export interface LeaseEnds {
  readonly imminent: Instant;
  readonly other: Instant;
}

const TAKE = `holder_staff_id = $1, claimed_version = version,
  lease_until = case when level = 1 then $3::timestamptz else $4::timestamptz end,
  half_done_by = case when holder_staff_id <> $1 then 'staff:' || holder_staff_id else half_done_by end`;

/**
 * Gives this person the first free report of the queue; null when none is free. One statement: the row is locked as it is
 * found (index triage_queue_order), rows others are taking at the same moment are passed over, so none goes to two people.
 */
export async function takeFirstFree(tx: Tx, staffId: number, now: Instant, ends: LeaseEnds): Promise<Claimed | null> {
  const [taken] = await tx.query<Claimed>(
    `update triage_queue set ${TAKE}
     where report_id = (
       select report_id from triage_queue
       where state <> 'decided' and not swallowed and state = 'open' and (holder_staff_id is null or lease_until <= $2)
       order by level, due_at, report_id
       limit 1
       for update skip locked)
     returning report_id as "reportId", lease_until as "leaseUntil", bundle_id as "bundleId"`,
    [staffId, now, ends.imminent, ends.other],
  );
  return taken ?? null;
}

/** Claims this report, or renews the claim; null when another person holds it or it is decided. */
export async function takeOne(
  tx: Tx,
  reportId: number,
  staffId: number,
  now: Instant,
  ends: LeaseEnds,
): Promise<Claimed | null> {
  const [taken] = await tx.query<Claimed>(
    `update triage_queue set ${TAKE}
     where report_id = $5 and state <> 'decided' and not swallowed
       and (holder_staff_id is null or holder_staff_id = $1 or lease_until <= $2)
     returning report_id as "reportId", lease_until as "leaseUntil", bundle_id as "bundleId"`,
    [staffId, now, ends.imminent, ends.other, reportId],
  );
  return taken ?? null;
}

/** Lets a report go; false when this person does not hold it. */
export async function letGo(tx: Tx, reportId: number, staffId: number): Promise<boolean> {
  const rows = await tx.query(
    `update triage_queue set holder_staff_id = null, lease_until = null, claimed_version = null
     where report_id = $1 and holder_staff_id = $2 and state <> 'decided'
     returning report_id`,
    [reportId, staffId],
  );
  return rows.length > 0;
}

/** Ends the leases that ran out; who had begun stays on the row. */
export async function endExpiredLeases(tx: Tx, now: Instant): Promise<readonly number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `update triage_queue
     set holder_staff_id = null, lease_until = null, claimed_version = null, half_done_by = 'staff:' || holder_staff_id
     where report_id in (
       select report_id from triage_queue
       where holder_staff_id is not null and lease_until <= $1
       limit 1000
       for update skip locked)
     returning report_id as "reportId"`,
    [now],
  );
  return rows.map((row) => row.reportId);
}

/** Folds the changes of the open count into one row, so that a page sums few. */
export async function foldOpenChanges(tx: Tx): Promise<void> {
  await tx.query(
    `with folded as (delete from triage_open_change returning difference)
     insert into triage_open_change (difference) select sum(difference) from folded having count(*) > 0`,
  );
}

/** Closes a row after its decision: nobody holds it any more. */
export async function closeRow(tx: Tx, reportId: number): Promise<void> {
  await tx.query(
    `update triage_queue
     set state = 'decided', holder_staff_id = null, lease_until = null, claimed_version = null, half_done_by = null,
         reawakened_reason = null
     where report_id = $1`,
    [reportId],
  );
}

/** Opens a row again for the person who undid their decision. */
export async function reopenRow(tx: Tx, reportId: number, staffId: number, leaseUntil: Instant): Promise<void> {
  await tx.query(
    `update triage_queue
     set state = 'open', holder_staff_id = $2, lease_until = $3, claimed_version = version, reawakened_reason = null
     where report_id = $1`,
    [reportId, staffId, leaseUntil],
  );
}

/** Opens a row again for whoever takes it. */
export async function reopenFree(tx: Tx, reportId: number): Promise<void> {
  await tx.query(
    `update triage_queue
     set state = 'open', holder_staff_id = null, lease_until = null, claimed_version = null, reawakened_reason = null
     where report_id = $1`,
    [reportId],
  );
}
