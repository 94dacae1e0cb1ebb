import type { Actor } from '#core/actor.ts';
import { type Clock, plusMs } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import { moveInLedger } from '#features/intake';
import { countWithBundle, leaveBundles } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { leaseMs } from '../domain/order-queue.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { reopenRow } from '../store/claims.ts';
import { undoWithinTime } from '../store/decisions.ts';
import { lockQueueRows } from '../store/queue.ts';
import { authorizePerson } from './authorize-person.ts';

/** Takes back one's own decision within its 30 seconds: the ledger goes back, the report is in the same hands, nothing was announced. */
export async function undoDecision(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
): Promise<Result<null, NotPermitted | { readonly kind: 'too-late' }>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.decideReport, [reportId]);
  if (!person.ok) return person;
  const [row] = await lockQueueRows(tx, [reportId]);
  const now = deps.clock.now();
  const undone = await undoWithinTime(tx, reportId, person.value.staffId, now);
  const outcome = undone === null ? 'refused' : 'done';
  await record(tx, { actor, act: 'undo-decision', objectKind: 'report', objectIds: [reportId], outcome });
  if (undone === null) return refuse({ kind: 'too-late' });
  // One report of a bundle taken back by itself: it is decided by itself.
  await leaveBundles(tx, [reportId], 'taken-out');
  await countWithBundle(tx, [reportId], false);
  await reopenRow(tx, reportId, person.value.staffId, plusMs(now, leaseMs(row?.level ?? 1)));
  const moved = await moveInLedger(tx, deps, person.value, [{ reportId, from: undone.disposition, to: 'open' }]);
  // The row of the queue is locked: a ledger that moved meanwhile is a defect, and nothing of this is kept.
  if (!moved.ok) throw new Error(`The ledger does not take report ${reportId} back: ${moved.refusal.kind}.`);
  return ok(null);
}
