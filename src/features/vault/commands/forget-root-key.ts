import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import {
  type NotPermitted,
  type ProposeRefusal,
  proposeAct,
  requirePermission,
  type SecondPersonMissing,
  spendApproval,
} from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { findRootUses, type RootUse } from '../store/rotation.ts';
import type { Vault } from '../types.ts';

interface Deps {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'keys'>;
}

export type ForgetRefusal =
  | NotPermitted
  | SecondPersonMissing
  | { readonly kind: 'unknown' }
  | { readonly kind: 'current' }
  | { readonly kind: 'still-named'; readonly wraps: number };

/** Puts the end of an old root key before a second person. Refuses one that is current or that a wrap names. */
export async function proposeForgetting(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  wanted: { readonly rootKeyId: string; readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, ForgetRefusal | ProposeRefusal>> {
  const found = await oldKey(tx, actor, wanted.rootKeyId);
  if (!found.ok) return found;
  const proposed = await proposeAct(tx, deps, actor, { ...destruction(found.value), reason: wanted.reason });
  return proposed.ok ? ok({ proposalId: proposed.value.proposalId }) : proposed;
}

/**
 * Destroys an old root key file, by two persons. Backups made under it can never be opened again: that is how expunging reaches them.
 * Refuses a key that is current or that a wrap names, and whatever another person did not approve (`second-person-missing`).
 */
export async function forgetRootKey(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  rootKeyId: string,
): Promise<Result<{ readonly rootKey: string }, ForgetRefusal>> {
  const found = await oldKey(tx, actor, rootKeyId);
  if (!found.ok) return found;
  const spent = await spendApproval(tx, deps, actor, destruction(found.value));
  if (!spent.ok) return spent;
  const detail = { rootKeyId, proposalId: spent.value.proposalId };
  await record(tx, { actor, act: PERMISSIONS.destroyRootKey.name, ...ROOT_KEY, outcome: 'done', detail });
  // Last: what cannot be undone comes after everything that may fail.
  await deps.vault.keys.ring.forget(rootKeyId);
  return ok({ rootKey: rootKeyId });
}

const ROOT_KEY = { objectKind: 'root-key', objectIds: [] } as const;

async function oldKey(tx: Tx, actor: Actor, rootKeyId: string): Promise<Result<RootUse, ForgetRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.destroyRootKey);
  if (!allowed.ok) return allowed;
  const use = (await findRootUses(tx)).find((one) => one.id === rootKeyId);
  const refusal = refusalOf(use);
  if (use && !refusal) return ok(use);
  const act = PERMISSIONS.destroyRootKey.name;
  await record(tx, { actor, act, ...ROOT_KEY, outcome: 'refused', detail: { rootKeyId } });
  return refuse(refusal ?? { kind: 'unknown' });
}

function refusalOf(use: RootUse | undefined): ForgetRefusal | null {
  if (!use) return { kind: 'unknown' };
  if (use.current) return { kind: 'current' };
  return use.wraps > 0 ? { kind: 'still-named', wraps: use.wraps } : null;
}

function destruction({ id, replacedAt }: RootUse) {
  return { kind: 'key-destruction', target: id, content: { key: id, until: replacedAt } } as const;
}
