import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { MANAGE_PEOPLE } from '../domain/permissions.ts';
import { roleChange, rolesNeedSecond } from '../domain/two-persons.ts';
import { insertStaff, lockOtherAdministrators, lockPerson, updateDisabled, updateRoles } from '../store/people.ts';
import { endRoleProposals, insertRoleProposal } from '../store/people-proposals.ts';
import { endSessionsOf } from '../store/sessions.ts';
import type { NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';

interface Deps {
  readonly clock: Clock;
}

export interface PeopleRefusal {
  readonly kind:
    | 'no-such-person'
    | 'name-taken'
    | 'last-administrator'
    | 'not-yourself'
    | 'has-keys'
    | 'no-such-account';
}

/** Done at once, or waiting for a second administrator. */
export interface Standing {
  readonly standing: 'done' | 'proposed';
}

/** A proposal nobody decides within a day is over. */
export const PROPOSAL_MS = DAY_MS;

/** Makes a person. The role of administrator is not given here: it is proposed, and a second administrator gives it. */
export async function createPerson(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: { readonly name: string; readonly language: Language; readonly roles: readonly Role[] },
): Promise<Result<Standing & { readonly staffId: StaffId }, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const isProposed = wanted.roles.includes('administrator');
  const roles = wanted.roles.filter((role) => role !== 'administrator');
  const { staffId, isNew } = await insertStaff(tx, { ...wanted, roles, demo: false }, now);
  if (!isNew) return refuse({ kind: 'name-taken' });
  await recordOn(tx, actor, 'create-staff', staffId, { roles });
  if (isProposed) await proposeRoles(tx, actor, staffId, wanted.roles, now);
  return ok({ staffId, standing: isProposed ? 'proposed' : 'done' });
}

/** Sets the roles of a person. What needs a second administrator changes nothing yet and waits as a proposal. */
export async function changeRoles(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
  roles: readonly Role[],
): Promise<Result<Standing, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  const { given } = roleChange(person.roles, roles);
  if (!rolesNeedSecond(actor.staffId, person.staffId, given)) {
    const done = await giveRoles(tx, { staffId, roles, by: actor, approvedBy: null });
    if (done.ok) await endRoleProposals(tx, person.staffId, actor.staffId, deps.clock.now());
    return done;
  }
  await proposeRoles(tx, actor, person.staffId, roles, deps.clock.now());
  return ok({ standing: 'proposed' });
}

/**
 * The act itself: these roles and no others, from the next request on. `approvedBy` is the second administrator where one is needed;
 * without one the change is refused as a defect.
 */
export async function giveRoles(
  tx: Tx,
  act: {
    readonly staffId: number;
    readonly roles: readonly Role[];
    readonly by: { readonly staffId: StaffId } & Pick<StaffActor, 'kind' | 'name' | 'roles' | 'language'>;
    readonly approvedBy: StaffId | null;
  },
): Promise<Result<Standing, PeopleRefusal>> {
  const person = await lockPerson(tx, act.staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  const { given, taken } = roleChange(person.roles, act.roles);
  if (rolesNeedSecond(act.by.staffId, person.staffId, given) && act.approvedBy === null) {
    throw new Error('Roles that need two persons were given by one.');
  }
  if (taken.includes('administrator') && (await lockOtherAdministrators(tx, person.staffId)) === 0) {
    return refuse({ kind: 'last-administrator' });
  }
  await updateRoles(tx, person.staffId, act.roles);
  const approval = act.approvedBy === null ? {} : { approvedBy: act.approvedBy };
  await recordOn(tx, act.by, 'change-roles', person.staffId, { given, taken, ...approval });
  return ok({ standing: 'done' });
}

/** Shuts a person out, at once and until they are let in again. */
export async function disablePerson(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<null, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  if (person.staffId === actor.staffId) return refuse({ kind: 'not-yourself' });
  if ((await lockOtherAdministrators(tx, person.staffId)) === 0) return refuse({ kind: 'last-administrator' });
  const now = deps.clock.now();
  await updateDisabled(tx, person.staffId, person.disabledAt ?? now);
  const sessions = await endSessionsOf(tx, person.staffId, now);
  await recordOn(tx, actor, 'disable-staff', person.staffId, { sessions });
  return ok(null);
}

/** Lets a person in again, with the roles and keys they had. */
export async function enablePerson(
  tx: Tx,
  actor: StaffActor,
  staffId: number,
): Promise<Result<null, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  await updateDisabled(tx, person.staffId, null);
  await recordOn(tx, actor, 'enable-staff', person.staffId);
  return ok(null);
}

/** Ends every session of a person; their next request is a stranger's. */
export async function endPersonSessions(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<{ readonly ended: number }, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  const ended = await endSessionsOf(tx, person.staffId, deps.clock.now());
  await recordOn(tx, actor, 'end-sessions', person.staffId, { sessions: ended });
  return ok({ ended });
}

async function proposeRoles(
  tx: Tx,
  actor: StaffActor,
  staffId: StaffId,
  roles: readonly Role[],
  now: Instant,
): Promise<void> {
  const expiresAt = plusMs(now, PROPOSAL_MS);
  const proposal = await insertRoleProposal(tx, {
    staffId,
    roles,
    proposedBy: actor.staffId,
    proposedAt: now,
    expiresAt,
  });
  await recordOn(tx, actor, 'propose-roles', staffId, { roles, proposal });
}

/** Writes down an act of an administrator on a person. */
export async function recordOn(
  tx: Tx,
  actor: Pick<StaffActor, 'kind' | 'staffId' | 'name' | 'roles' | 'language'>,
  act: string,
  staffId: StaffId,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await record(tx, { actor, act, objectKind: 'staff', objectIds: [staffId], outcome: 'done', detail });
}
