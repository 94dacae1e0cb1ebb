import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { findCall, selectFacts } from '../store.ts';

/** Opens the facts that were given in a call: an act of its own, written down. */
export async function openFacts(
  tx: Tx,
  actor: Actor,
  callId: number,
): Promise<Result<{ readonly facts: string }, NotPermitted | { readonly kind: 'unknown-call' }>> {
  const call = await findCall(tx, callId);
  if (call === null) return refuse({ kind: 'unknown-call' });
  const allowed = await requirePermission(tx, actor, PERMISSIONS.openFacts, [call.reportId]);
  if (!allowed.ok) return allowed;
  const facts = await selectFacts(tx, callId);
  if (facts === null) return refuse({ kind: 'unknown-call' });
  const act = PERMISSIONS.openFacts.name;
  await record(tx, {
    actor,
    act,
    objectKind: 'report',
    objectIds: [call.reportId],
    outcome: 'done',
    detail: { callId },
  });
  return ok({ facts });
}
