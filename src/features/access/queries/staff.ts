import type { Role } from '#core/actor.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { findStaff, findStaffWithRole } from '../store/people.ts';
import type { StaffEntry } from '../types.ts';

/** These members of the staff by id; unknown and disabled ones are left out. */
export function staffByIds(q: Queryable, staffIds: readonly number[]): Promise<readonly StaffEntry[]> {
  return findStaff(q, staffIds);
}

/** Everybody with this role, disabled people left out. */
export function staffWithRole(q: Queryable, role: Role): Promise<readonly StaffEntry[]> {
  return findStaffWithRole(q, role);
}
