import type { StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { inviteAgain, inviteOutsider, requirePermission, type SignInLink } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { INVITE_PROVIDERS } from '../domain/permissions.ts';
import { foldedName } from '../domain/provider-name.ts';
import { selectPeople, selectTie, updateManages, upsertPerson } from '../store/provider-people.ts';
import { insertProviders, selectByNames } from '../store/providers.ts';

interface Deps {
  readonly clock: Clock;
}

export interface InviteRefusal {
  readonly kind: 'name-taken' | 'has-keys' | 'no-such-person';
}

/** Makes a person who signs in for one provider, and their link; a provider met for the first time gets its identity. */
export async function inviteProviderPerson(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: {
    readonly provider: string;
    readonly name: string;
    readonly language: Language;
    /** Invites colleagues and ends their access. @default false */
    readonly manages?: boolean;
  },
): Promise<Result<SignInLink & { readonly staffId: StaffId }, NotPermitted | InviteRefusal>> {
  const allowed = await requirePermission(tx, actor, INVITE_PROVIDERS);
  if (!allowed.ok) return allowed;
  const { name, language } = wanted;
  const providerId = await providerNamed(tx, wanted.provider, deps.clock.now());
  return inviteFor(tx, deps, actor, { name, language, providerId, manages: wanted.manages ?? false });
}

/** Makes the person of this provider and their link. Who may do so is the caller's to check in the same transaction. */
export async function inviteFor(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: {
    readonly name: string;
    readonly language: Language;
    readonly providerId: number;
    readonly manages: boolean;
  },
): Promise<Result<SignInLink & { readonly staffId: StaffId }, InviteRefusal>> {
  const { name, language, providerId, manages } = wanted;
  const invited = await inviteOutsider(tx, deps, actor, { name, language, role: 'provider' });
  if (!invited.ok) return refuse({ kind: 'name-taken' });
  const { staffId } = invited.value;
  await upsertPerson(tx, { staffId, providerId, manages, by: `staff:${actor.staffId}`, at: deps.clock.now() });
  await recordOn(tx, actor, 'tie-provider-person', staffId, { provider: providerId, manages });
  return ok(invited.value);
}

/** A fresh link for somebody of a provider who cannot come back yet; nobody else is reached this way. */
export async function inviteProviderPersonAgain(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<SignInLink, NotPermitted | InviteRefusal>> {
  const allowed = await requirePermission(tx, actor, INVITE_PROVIDERS, [staffId]);
  if (!allowed.ok) return allowed;
  if ((await selectTie(tx, staffId)) === null) return refuse({ kind: 'no-such-person' });
  const invited = await inviteAgain(tx, deps, actor, { staffId, role: 'provider' });
  return invited.ok ? invited : refuse({ kind: invited.refusal.kind === 'has-keys' ? 'has-keys' : 'no-such-person' });
}

/** Who signs in for whom. */
export async function listProviderPeople(tx: Tx, actor: StaffActor) {
  const allowed = await requirePermission(tx, actor, INVITE_PROVIDERS);
  if (!allowed.ok) return allowed;
  const act = 'list-provider-people';
  await record(tx, { actor, act, objectKind: 'staff', objectIds: [], outcome: 'done' });
  return ok(await selectPeople(tx));
}

/** The clearing house names whoever manages the people of a provider, and takes it back from anybody, the last one too. */
export async function nameProviderManager(
  tx: Tx,
  actor: StaffActor,
  named: { readonly staffId: number; readonly manages: boolean },
): Promise<Result<null, NotPermitted | InviteRefusal>> {
  const { staffId, manages } = named;
  const allowed = await requirePermission(tx, actor, INVITE_PROVIDERS, [staffId]);
  if (!allowed.ok) return allowed;
  if (!(await updateManages(tx, staffId, manages))) return refuse({ kind: 'no-such-person' });
  await recordOn(tx, actor, 'name-provider-manager', staffId, { manages });
  return ok(null);
}

/** Writes down an act on somebody of a provider. */
export async function recordOn(
  tx: Tx,
  actor: StaffActor,
  act: string,
  staffId: number,
  detail: Readonly<Record<string, number | boolean>>,
): Promise<void> {
  await record(tx, { actor, act, objectKind: 'staff', objectIds: [staffId], outcome: 'done', detail });
}

async function providerNamed(tx: Tx, name: string, at: Instant): Promise<number> {
  const folded = foldedName(name);
  const known = (await selectByNames(tx, [folded])).get(folded);
  if (known) return known.providerId;
  await insertProviders(tx, [{ folded, name }], at);
  const made = (await selectByNames(tx, [folded])).get(folded);
  if (!made) throw new Error('A provider was neither found nor made.');
  return made.providerId;
}
