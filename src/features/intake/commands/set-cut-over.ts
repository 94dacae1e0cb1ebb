import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { dayAtTheCentre, judgeCutOver } from '../domain/original-receipt.ts';
import { SET_CUT_OVER } from '../domain/permissions.ts';
import { insertCutOver, selectFirstOwnDay } from '../store/cut-over.ts';

export type CutOverRefusal = NotPermitted | { readonly kind: 'in-future' | 'after-first-receipt' };

/** Sets the day before which old cases keep their own instant; a later word is a further row, the old one stays. */
export async function setCutOver(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: { readonly day: string; readonly reason: string },
): Promise<Result<null, CutOverRefusal>> {
  const allowed = await requirePermission(tx, actor, SET_CUT_OVER);
  if (!allowed.ok) return allowed;
  const setAt = deps.clock.now();
  const obstacle = judgeCutOver(wanted.day, dayAtTheCentre(setAt), await selectFirstOwnDay(tx));
  const audited = { actor, act: SET_CUT_OVER.name, objectKind: 'cut-over', objectIds: [], detail: { day: wanted.day } };
  await record(tx, { ...audited, outcome: obstacle === null ? 'done' : 'refused', typed: { reason: wanted.reason } });
  if (obstacle !== null) return refuse({ kind: obstacle });
  await insertCutOver(tx, { ...wanted, setBy: actorRef(actor), setAt });
  return ok(null);
}
