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

/** The id of the enabled person with this name; null when there is none. */
export async function findStaffIdByName(q: Queryable, name: string): Promise<StaffId | null> {
  const [row] = await q.query<{ staffId: StaffId }>(
    'select staff_id as "staffId" from access_staff where name = $1 and disabled_at is null',
    [name],
  );
  return row?.staffId ?? null;
}

export interface AdministeredRow extends StaffEntry {
  readonly disabledAt: Instant | null;
  readonly liveSessions: number;
  readonly lastSeenAt: Instant | null;
}

/** Everybody, disabled people too, in order of their names. */
export async function findEverybody(q: Queryable, at: Instant): Promise<AdministeredRow[]> {
  return q.query<AdministeredRow>(
    `select staff_id as "staffId", person.name, person.language, person.roles, person.demo,
            person.disabled_at as "disabledAt", max(session.last_seen_at) as "lastSeenAt",
            count(*) filter (where session.ended_at is null and session.expires_at > $1) as "liveSessions"
     from access_staff person
     left join access_session session using (staff_id)
     group by staff_id
     order by lower(person.name), staff_id`,
    [at],
  );
}

export interface LockedPerson extends StaffEntry {
  readonly disabledAt: Instant | null;
}

/** The person with their row locked, disabled or not. */
export async function lockPerson(tx: Tx, staffId: number): Promise<LockedPerson | null> {
  const [row] = await tx.query<LockedPerson>(
    `select staff_id as "staffId", name, language, roles, demo, disabled_at as "disabledAt"
     from access_staff where staff_id = $1 for update`,
    [staffId],
  );
  return row ?? null;
}

export async function updateRoles(tx: Tx, staffId: StaffId, roles: readonly Role[]): Promise<void> {
  await tx.query('update access_staff set roles = $2 where staff_id = $1', [staffId, roles]);
}

export async function updateDisabled(tx: Tx, staffId: StaffId, disabledAt: Instant | null): Promise<void> {
  await tx.query('update access_staff set disabled_at = $2 where staff_id = $1', [staffId, disabledAt]);
}

/** Enabled administrators but this one; their rows are locked, so that two who leave at once cannot leave none. */
export async function lockOtherAdministrators(tx: Tx, staffId: StaffId): Promise<number> {
  const rows = await tx.query(
    `select staff_id from access_staff
     where 'administrator' = any(roles) and disabled_at is null
     order by staff_id
     for update`,
  );
  return rows.filter((row) => row['staff_id'] !== staffId).length;
}
