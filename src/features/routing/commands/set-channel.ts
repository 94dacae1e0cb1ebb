import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { upsertChannel } from '../store/agencies.ts';
import { selectKnownCodes } from '../store/routes.ts';

/** Sets how packages reach a service: a spool folder or a one-time pick-up link. */
export async function setChannel(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  channel: { readonly code: string; readonly kind: 'spool' | 'pickup' },
): Promise<Result<{ readonly code: string }, NotPermitted | { readonly kind: 'unknown-agency' }>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.setChannel);
  if (!allowed.ok) return allowed;
  const { code, kind } = channel;
  if (!(await selectKnownCodes(tx, [code])).has(code)) return refuse({ kind: 'unknown-agency' });
  await upsertChannel(tx, code, kind, actorRef(actor), deps.clock.now());
  const act = PERMISSIONS.setChannel.name;
  await record(tx, { actor, act, objectKind: 'agency', objectIds: [], outcome: 'done', detail: { code, kind } });
  return ok({ code });
}
