import type { Role } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { StaffEntry } from '../types.ts';

export interface NewStaff {
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly demo: boolean;
}

/** Inserts the person or answers the id of the one with that name, whose roles stay as they are; tells which. */
export async function insertStaff(tx: Tx, staff: NewStaff, at: Instant): Promise<{ staffId: StaffId; isNew: boolean }> {
  const [row] = await tx.query<{ staffId: StaffId; isNew: boolean }>(
    `with fresh as (
       insert into access_staff (name, language, roles, demo, created_at)
       values ($1, $2, $3, $4, $5)
       on conflict (name) do nothing
       returning staff_id
     )
     select staff_id as "staffId", true as "isNew" from fresh
     union all
     select staff_id, false from access_staff where name = $1 and not exists (select from fresh)`,
    [staff.name, staff.language, staff.roles, staff.demo, at],
  );
  if (!row) throw new Error('A person was neither inserted nor found.');
  return row;
}

export async function findStaff(q: Queryable, staffIds: readonly number[]): Promise<StaffEntry[]> {
  return q.query<StaffEntry>(
    `select staff_id as "staffId", name, language, roles, demo
     from access_staff
     where staff_id = any($1::bigint[]) and disabled_at is null
     order by staff_id`,
    [staffIds],
  );
}

export async function findStaffWithRole(q: Queryable, role: Role): Promise<StaffEntry[]> {
  return q.query<StaffEntry>(
    `select staff_id as "staffId", name, language, roles, demo
     from access_staff
     where $1 = any(roles) and disabled_at is null
     order by staff_id`,
    [role],
  );
}

/** Names in order, disabled people left out; those with one role where one is given. */
export function findNames(q: Queryable, role: Role | null): Promise<{ staffId: StaffId; name: string }[]> {
  return q.query<{ staffId: StaffId; name: string }>(
    `select staff_id as "staffId", name
     from access_staff
     where disabled_at is null and ($1::text is null or $1 = any (roles))
     order by name, staff_id`,
    [role],
  );
}

export async function updateLanguage(tx: Tx, staffId: StaffId, language: Language): Promise<void> {
  await tx.query('update access_staff set language = $2 where staff_id = $1', [staffId, language]);
}
