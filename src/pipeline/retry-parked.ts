import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { RETRY_PARKED } from './permissions.ts';
import { queueStage, releaseParkedRow } from './store.ts';

/** Puts parked work back into the queue, alone. Refuses `not-parked` when someone else did so before. */
export async function retryParked(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  parkedId: number,
): Promise<
  Result<{ readonly stage: string; readonly subjectId: number }, NotPermitted | { readonly kind: 'not-parked' }>
> {
  const allowed = await requirePermission(tx, actor, RETRY_PARKED);
  if (!allowed.ok) return allowed;
  const work = await releaseParkedRow(tx, parkedId, deps.clock.now());
  if (!work) return refuse({ kind: 'not-parked' });
  await queueStage(tx, { stage: work.stage, eventId: work.eventId, subjects: [work.subjectId] });
  await record(tx, {
    actor,
    act: 'retry-parked-work',
    objectKind: 'parked-work',
    objectIds: [parkedId],
    outcome: 'done',
    detail: { stage: work.stage },
  });
  return ok({ stage: work.stage, subjectId: work.subjectId });
}
