import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { RECALLABLE, type RecallReason } from '../domain/recall.ts';
import { withdrawSealed } from '../store/seals.ts';
import { auditAct, type BeginRefusal, beginAct } from './begin-act.ts';
import { carryOut } from './move-package.ts';

/**
 * Takes back a package that was released: nothing more of it leaves, its pick-up links are dead, and whoever holds it is to be told.
 * One person is enough: harm is stopped first and judged in the incident this opens. Refuses `wrong-state` before the release and
 * after the end.
 */
export async function recallPackage(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: { readonly packageId: number; readonly because: RecallReason; readonly reason: string },
): Promise<Result<{ readonly packageId: number }, BeginRefusal>> {
  const { packageId, because, reason } = wanted;
  const permission = PERMISSIONS.recallPackage;
  const begun = await beginAct(tx, actor, permission, { packageId, inStates: RECALLABLE });
  if (!begun.ok) return begun;
  const { found } = begun.value;
  await withdrawSealed(tx, packageId, deps.clock.now());
  await carryOut(tx, deps, actor, found, { to: 'retracted', note: reason });
  const kind = because === 'wrong-recipient' ? 'package.sent-wrongly' : 'package.retracted';
  await announce(tx, { kind, subjects: [packageId], urgency: 'urgent' });
  await auditAct(tx, actor, permission, packageId, { outcome: 'done', detail: { from: found.state, because } });
  return ok({ packageId });
}
