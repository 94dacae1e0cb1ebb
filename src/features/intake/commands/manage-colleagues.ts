import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { Language } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { endOutsider, inviteAgain, requirePermission, type SignInLink, whoCanReturn } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { isLastManager } from '../domain/last-manager.ts';
import { MANAGE_COLLEAGUES } from '../domain/permissions.ts';
import { type Colleague, lockProvider, selectColleagues, selectTie, updateManages } from '../store/provider-people.ts';
import { inviteFor, recordOn } from './invite-provider-person.ts';

interface Deps {
  readonly clock: Clock;
}

/** `no-such-person`: nobody of this provider, or somebody whose access ended. */
interface ColleagueRefusal {
  readonly kind: 'no-such-person' | 'name-taken' | 'has-keys' | 'last-manager';
}
type Refusal = NotPermitted | ColleagueRefusal;

/** A colleague with what a manager may do about them. */
export interface ManagedColleague extends Colleague {
  /** Has a way to sign in without a link. */
  readonly canReturn: boolean;
  readonly isLastManager: boolean;
}

/** Everybody who has or had access for the manager's own provider. */
export async function listColleagues(
  tx: Tx,
  actor: StaffActor,
): Promise<Result<readonly ManagedColleague[], NotPermitted>> {
  const managed = await managedBy(tx, actor);
  if (!managed.ok) return managed;
  const { people } = managed.value;
  const objectIds = people.map(({ id }) => id);
  await record(tx, { actor, act: 'list-colleagues', objectKind: 'staff', objectIds, outcome: 'done' });
  return ok(people.map((one) => ({ ...one, isLastManager: isLastManager(people, one.id) })));
}

/** Makes a colleague of the manager's own provider, and the link they come by. */
export async function inviteColleague(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: { readonly name: string; readonly language: Language; readonly manages: boolean },
): Promise<Result<SignInLink, Refusal>> {
  const managed = await managedBy(tx, actor);
  if (!managed.ok) return managed;
  return inviteFor(tx, deps, actor, { ...wanted, providerId: managed.value.providerId });
}

/** A fresh link for a colleague who cannot come back yet. */
export async function inviteColleagueAgain(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<SignInLink, Refusal>> {
  const managed = await managedBy(tx, actor, staffId);
  if (!managed.ok) return managed;
  const invited = await inviteAgain(tx, deps, actor, { staffId, role: 'provider' });
  return invited.ok ? invited : refuse({ kind: invited.refusal.kind === 'has-keys' ? 'has-keys' : 'no-such-person' });
}

/** Ends the access of a colleague, or one's own; never that of the last manager. The clearing house alone lets in again. */
export async function endColleague(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<null, Refusal>> {
  const managed = await managedBy(tx, actor, staffId);
  if (!managed.ok) return managed;
  if (isLastManager(managed.value.people, staffId)) return refuse({ kind: 'last-manager' });
  const ended = await endOutsider(tx, deps, actor, { staffId, role: 'provider' });
  return ended.ok ? ended : refuse({ kind: 'no-such-person' });
}

/** Makes a colleague a manager too, or takes it back; never from the last one. */
export async function nameManager(
  tx: Tx,
  actor: StaffActor,
  named: { readonly staffId: number; readonly manages: boolean },
): Promise<Result<null, Refusal>> {
  const { staffId, manages } = named;
  const managed = await managedBy(tx, actor, staffId);
  if (!managed.ok) return managed;
  const { people, providerId } = managed.value;
  if (people.some((one) => one.id === staffId && one.disabled)) return refuse({ kind: 'no-such-person' });
  if (!manages && isLastManager(people, staffId)) return refuse({ kind: 'last-manager' });
  await updateManages(tx, staffId, manages);
  await recordOn(tx, actor, 'name-provider-manager', staffId, { provider: providerId, manages });
  return ok(null);
}

/**
 * The people this manager may act on: those of their own provider, locked before they are looked at, so that of two managers who end each
 * other the second is none any more. Somebody of another provider is refused as nobody at all, and written down.
 */
async function managedBy(
  tx: Tx,
  actor: StaffActor,
  about?: number,
): Promise<
  Result<
    { readonly providerId: number; readonly people: readonly (Colleague & { readonly canReturn: boolean })[] },
    NotPermitted
  >
> {
  const objectIds = about === undefined ? [] : [about];
  const allowed = await requirePermission(tx, actor, MANAGE_COLLEAGUES, objectIds);
  if (!allowed.ok) return allowed;
  const tie = await selectTie(tx, actor.staffId);
  if (tie !== null) await lockProvider(tx, tie.providerId);
  const people = tie === null ? [] : await selectColleagues(tx, tie.providerId);
  const isManager = people.some(({ id, manages, disabled }) => id === actor.staffId && manages && !disabled);
  if (tie === null || !isManager || !objectIds.every((id) => people.some((one) => one.id === id))) {
    const { name: act, objectKind = 'staff' } = MANAGE_COLLEAGUES;
    const cause = isManager ? 'not-their-colleague' : 'not-a-manager';
    await record(tx, { actor, act, objectKind, objectIds, outcome: 'denied', detail: { cause } });
    return refuse({ kind: 'not-permitted' });
  }
  const able = await whoCanReturn(
    tx,
    people.map(({ id }) => id),
  );
  return ok({ providerId: tie.providerId, people: people.map((one) => ({ ...one, canReturn: able.has(one.id) })) });
}
