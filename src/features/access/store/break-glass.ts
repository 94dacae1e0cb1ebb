import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Compartment } from '../domain/compartments.ts';

export async function insertOpening(
  tx: Tx,
  opening: {
    staffId: number;
    compartment: Compartment;
    reason: string;
    openedAt: Instant;
    endsAt: Instant;
    reviewDueAt: Instant;
  },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into access_break_glass (staff_id, compartment, reason, opened_at, ends_at, review_due_at)
     values ($1, $2, $3, $4, $5, $6)
     returning opening_id as id`,
    [opening.staffId, opening.compartment, opening.reason, opening.openedAt, opening.endsAt, opening.reviewDueAt],
  );
  if (!row) throw new Error('An opening was inserted without an id.');
  return row.id;
}

/** Locks the opening for this transaction: of two reviewers at once, one reviews. */
export async function lockOpening(
  tx: Tx,
  opening: number,
): Promise<{ staffId: number; reviewedAt: Instant | null } | null> {
  const [row] = await tx.query<{ staffId: number; reviewedAt: Instant | null }>(
    `select staff_id as "staffId", reviewed_at as "reviewedAt"
     from access_break_glass
     where opening_id = $1
     for update`,
    [opening],
  );
  return row ?? null;
}

/** Writes the review; `unlocks` gives back an account that this opening had locked, unless another still holds it. */
export async function writeReview(
  tx: Tx,
  review: { opening: number; verdict: string; note: string; by: number; at: Instant; unlocks: boolean },
): Promise<void> {
  await tx.query(
    `with reviewed as (
       update access_break_glass
       set reviewed_by = $2, reviewed_at = $3, verdict = $4, review_note = $5
       where opening_id = $1
       returning staff_id, overdue_at
     )
     update access_staff person
     set disabled_at = null
     from reviewed
     where $6 and person.staff_id = reviewed.staff_id
       and reviewed.overdue_at is not null
       -- Shut by an opening of theirs: what an administrator shut before stays shut.
       and person.disabled_at in (select shut.overdue_at from access_break_glass shut where shut.staff_id = person.staff_id)
       and not exists (select from access_break_glass other
                       where other.staff_id = reviewed.staff_id and other.opening_id <> $1
                         and other.overdue_at is not null and other.reviewed_at is null)`,
    [review.opening, review.by, review.at, review.verdict, review.note, review.unlocks],
  );
}

/** Openings nobody reviewed in time: marks them once and locks their people, sessions included. */
export function markOverdue(tx: Tx, now: Instant): Promise<{ opening: number; staffId: number }[]> {
  return tx.query<{ opening: number; staffId: number }>(
    `with overdue as (
       update access_break_glass
       set overdue_at = $1
       where reviewed_at is null and overdue_at is null and review_due_at <= $1
       returning opening_id, staff_id
     ), locked as (
       update access_staff set disabled_at = coalesce(disabled_at, $1) where staff_id in (select staff_id from overdue)
     )
     select opening_id as opening, staff_id as "staffId" from overdue order by opening_id`,
    [now],
  );
}

export interface OpeningRow {
  readonly opening: number;
  readonly compartment: Compartment;
  readonly staffId: number;
  readonly name: string;
  readonly reason: string;
  readonly openedAt: Instant;
  readonly endsAt: Instant;
  readonly reviewDueAt: Instant;
  readonly reviewedAt: Instant | null;
  readonly verdict: 'justified' | 'not-justified' | null;
  readonly overdueAt: Instant | null;
}

/** Openings, those without review first, then the newest. */
export function findOpenings(q: Queryable, limit: number): Promise<OpeningRow[]> {
  return q.query<OpeningRow>(
    `select opening_id as opening, compartment, staff_id as "staffId", person.name, reason, opened_at as "openedAt",
            ends_at as "endsAt", review_due_at as "reviewDueAt", reviewed_at as "reviewedAt", verdict,
            overdue_at as "overdueAt"
     from access_break_glass
     join access_staff person using (staff_id)
     order by reviewed_at is not null, opened_at desc
     limit $1`,
    [limit],
  );
}
