import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Outcome } from '#core/vocabulary.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { movePackage } from '#features/packaging';
import type { Tx } from '#platform/postgres/transaction.ts';
import { furthest, mayMove } from '../domain/delivery-status.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertOutcome, lockDeliveriesOf, selectByAnswerCode, writeState } from '../store.ts';
import { sha256Of } from './issue-codes.ts';

/** What a recipient says became of a package, by the code only it holds. */
export interface OutcomeAnswer {
  readonly code: string;
  readonly outcome: Outcome;
  readonly note: string | null;
}

/** Keeps an outcome returned by answer code; amendable, several over time. Refuses `unknown-code`. */
export async function recordOutcome(
  tx: Tx,
  deps: { readonly clock: Clock },
  answer: OutcomeAnswer,
): Promise<Result<{ readonly packageId: number }, { readonly kind: 'unknown-code' }>> {
  const delivery = await selectByAnswerCode(tx, sha256Of(answer.code.trim()));
  if (delivery === null) return refuse({ kind: 'unknown-code' });
  const { packageId, agencyCode } = delivery;
  const actor: Actor = { kind: 'recipient', agencyCode };
  const { outcome, note } = answer;
  await insertOutcome(tx, { packageId, outcome, note, by: actorRef(actor), at: deps.clock.now() });
  const detail = { outcome };
  await record(tx, {
    actor,
    act: 'return-outcome',
    objectKind: 'package',
    objectIds: [packageId],
    outcome: 'done',
    detail,
  });
  return ok({ packageId });
}

export type AnswerRefusal = NotPermitted | { readonly kind: 'wrong-state' };

/** Keeps whether the service takes the package on, with its words. Refuses `wrong-state` before the receipt. */
export async function recordAnswer(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  answer: {
    readonly packageId: number;
    readonly to: 'accepted' | 'declined' | 're-routed';
    readonly note: string;
  },
): Promise<Result<{ readonly state: string }, AnswerRefusal>> {
  const { packageId, to, note } = answer;
  const permission = PERMISSIONS.recordAnswer;
  const allowed = await requirePermission(tx, actor, permission, [packageId]);
  if (!allowed.ok) return allowed;
  const delivery = furthest(await lockDeliveriesOf(tx, packageId));
  if (delivery === null || !mayMove(delivery.state, to)) return refuse({ kind: 'wrong-state' });
  const moved = await movePackage(tx, deps, actor, { packageId, to, note });
  if (!moved.ok) return refuse({ kind: 'wrong-state' });
  await writeState(tx, delivery.deliveryId, { state: to, at: deps.clock.now() });
  return ok({ state: to });
}
