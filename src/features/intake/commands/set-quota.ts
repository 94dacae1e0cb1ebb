import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { SET_QUOTA } from '../domain/permissions.ts';
import type { Quota } from '../domain/quota.ts';
import { insertQuota, type SetQuota, selectQuotas } from '../store/quotas.ts';

export interface WantedQuota extends Quota {
  /** As the trail writes an actor: `token:3`, `credential:5`. */
  readonly sender: string;
  /** Null: from now on. */
  readonly validFrom: Instant | null;
  readonly reason: string;
}

/** Sets how much a sender may send from a day on; what was in force before stays on record. Refuses a day that is over. */
export async function setQuota(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: WantedQuota,
): Promise<Result<SetQuota, NotPermitted | { readonly kind: 'in-the-past' }>> {
  const allowed = await requirePermission(tx, actor, SET_QUOTA);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  if (wanted.validFrom !== null && wanted.validFrom < now) return refuse({ kind: 'in-the-past' });
  const quota = { ...wanted, validFrom: wanted.validFrom ?? now, setBy: actorRef(actor), setAt: now };
  const quotaId = await insertQuota(tx, quota);
  await record(tx, { actor, act: SET_QUOTA.name, objectKind: 'quota', objectIds: [quotaId], outcome: 'done' });
  return ok({ quotaId, ...quota });
}

/** Every quota ever set, newest first. */
export async function listQuotas(
  tx: Tx,
  actor: Actor,
  limit: number,
): Promise<Result<readonly SetQuota[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, SET_QUOTA);
  if (!allowed.ok) return allowed;
  await record(tx, { actor, act: 'list-quotas', objectKind: 'quota', objectIds: [], outcome: 'done' });
  return ok(await selectQuotas(tx, limit));
}
