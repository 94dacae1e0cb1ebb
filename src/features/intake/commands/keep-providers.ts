import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission, staffByIds } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { KEEP_PROVIDERS } from '../domain/permissions.ts';
import { foldedName } from '../domain/provider-name.ts';
import { upsertPerson } from '../store/provider-people.ts';
import {
  addNames,
  type Provider,
  type ProviderChange,
  selectByCode,
  selectTakenNames,
  updateProvider,
} from '../store/providers.ts';

export type ProviderRefusal =
  | { readonly kind: 'unknown-provider' | 'unknown-person' }
  | { readonly kind: 'name-taken'; readonly names: readonly string[] };

/** Keeps a provider's names and contacts. Names its credentials, tokens and files use are added, never taken from another. */
export async function changeProvider(
  tx: Tx,
  actor: Actor,
  code: string,
  change: ProviderChange & { readonly alsoCalled: readonly string[] },
): Promise<Result<Provider, NotPermitted | ProviderRefusal>> {
  const allowed = await requirePermission(tx, actor, KEEP_PROVIDERS);
  if (!allowed.ok) return allowed;
  const provider = await selectByCode(tx, code);
  if (provider === null) return refuse({ kind: 'unknown-provider' });
  const names = [change.name, ...(change.nameFr === null ? [] : [change.nameFr]), ...change.alsoCalled];
  const wanted = [...new Map(names.map((name) => [foldedName(name), { folded: foldedName(name), name }])).values()];
  const folded = wanted.map((one) => one.folded);
  const taken = await selectTakenNames(tx, provider.providerId, folded);
  if (taken.length > 0) return refuse({ kind: 'name-taken', names: taken });
  await addNames(tx, provider.providerId, wanted);
  const { alsoCalled: _, ...row } = change;
  await updateProvider(tx, provider.providerId, row);
  await recordOn(tx, actor, 'change-provider', provider.providerId);
  return ok({ ...provider, ...row });
}

/** Lets a person who signs in with the role of a provider act for this one, and for no other. */
export async function tiePerson(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  tie: { readonly code: string; readonly staffId: number },
): Promise<Result<Provider, NotPermitted | ProviderRefusal>> {
  const allowed = await requirePermission(tx, actor, KEEP_PROVIDERS);
  if (!allowed.ok) return allowed;
  const provider = await selectByCode(tx, tie.code);
  if (provider === null) return refuse({ kind: 'unknown-provider' });
  const [person] = await staffByIds(tx, [tie.staffId]);
  if (!person?.roles.includes('provider')) return refuse({ kind: 'unknown-person' });
  const { providerId } = provider;
  const { staffId } = tie;
  await upsertPerson(tx, { staffId, providerId, manages: false, by: actorRef(actor), at: deps.clock.now() });
  await recordOn(tx, actor, 'tie-person-to-provider', providerId, { staffId });
  return ok(provider);
}

async function recordOn(tx: Tx, actor: Actor, act: string, id: number, detail: Readonly<Record<string, number>> = {}) {
  await record(tx, { actor, act, objectKind: 'provider', objectIds: [id], outcome: 'done', detail });
}
