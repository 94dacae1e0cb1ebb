import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Compartment } from '../domain/compartments.ts';

/** A member by admission; an opening by break-glass lets a person read, and makes nobody a keeper of the compartment. */
export async function isMember(q: Queryable, staffId: number, compartment: Compartment): Promise<boolean> {
  const rows = await q.query('select from access_compartment_member where staff_id = $1 and compartment = $2', [
    staffId,
    compartment,
  ]);
  return rows.length > 0;
}

export async function insertReport(
  tx: Tx,
  held: { reportId: number; compartment: Compartment; reason: string; by: number; at: Instant },
): Promise<void> {
  await tx.query(
    `insert into access_compartment_report (report_id, compartment, reason, put_by, put_at)
     values ($1, $2, $3, 'staff:' || $4::text, $5)
     on conflict do nothing`,
    [held.reportId, held.compartment, held.reason, held.by, held.at],
  );
}

export async function deleteReport(tx: Tx, reportId: number, compartment: Compartment): Promise<void> {
  await tx.query('delete from access_compartment_report where report_id = $1 and compartment = $2', [
    reportId,
    compartment,
  ]);
}

export async function insertMember(
  tx: Tx,
  member: { staffId: number; compartment: Compartment; by: number; at: Instant },
): Promise<void> {
  await tx.query(
    `insert into access_compartment_member (staff_id, compartment, granted_by, granted_at)
     values ($1, $2, 'staff:' || $3::text, $4)
     on conflict do nothing`,
    [member.staffId, member.compartment, member.by, member.at],
  );
}

export async function deleteMember(tx: Tx, staffId: number, compartment: Compartment): Promise<void> {
  await tx.query('delete from access_compartment_member where staff_id = $1 and compartment = $2', [
    staffId,
    compartment,
  ]);
}

export interface MemberRow {
  readonly compartment: Compartment;
  readonly staffId: number;
  readonly name: string;
  readonly since: Instant;
}

export function findMembers(q: Queryable): Promise<MemberRow[]> {
  return q.query<MemberRow>(
    `select compartment, staff_id as "staffId", person.name, member.granted_at as "since"
     from access_compartment_member member
     join access_staff person using (staff_id)
     where person.disabled_at is null
     order by compartment, person.name`,
  );
}

/** How many reports lie in each compartment; never which. */
export function countHeld(q: Queryable): Promise<{ compartment: Compartment; reports: number }[]> {
  return q.query<{ compartment: Compartment; reports: number }>(
    'select compartment, count(*) as reports from access_compartment_report group by compartment',
  );
}
