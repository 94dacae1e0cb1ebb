import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertCallBack, lockCall } from '../store.ts';
import type { CallBack } from '../types.ts';

/** What became of a promised call-back. */
export interface SaidCallBack {
  readonly result: CallBack['result'];
  readonly note: string;
  /** A new promise; null ends the waiting. */
  readonly callBackBy: Instant | null;
}

export type CallBackRefusal =
  | NotPermitted
  | { readonly kind: 'unknown-call' | 'none-awaited' | 'note-missing' | 'call-back-past' | 'still-awaited' };

/** Records that they called back, that nobody could be reached, or that it is no longer needed. Who was not reached stays awaited. */
export async function recordCallBack(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  callId: number,
  said: SaidCallBack,
): Promise<Result<{ readonly reportId: number }, CallBackRefusal>> {
  const call = await lockCall(tx, callId);
  if (call === null) return refuse({ kind: 'unknown-call' });
  const { reportId } = call;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.recordCall, [reportId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const now = deps.clock.now();
  if (call.awaitsUntil === null) return refuse({ kind: 'none-awaited' });
  if (said.note.trim() === '') return refuse({ kind: 'note-missing' });
  if (said.callBackBy !== null && said.callBackBy <= now) return refuse({ kind: 'call-back-past' });
  if (said.result === 'not-reached' && said.callBackBy === null) return refuse({ kind: 'still-awaited' });
  const { result, callBackBy } = said;
  const back = { callId, result, at: now, note: said.note.trim(), awaitsUntil: callBackBy };
  await insertCallBack(tx, reportId, { ...back, by: actor.staffId, recordedAt: now });
  const detail = { callId, callBack: result };
  await record(tx, {
    actor,
    act: PERMISSIONS.recordCall.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail,
  });
  return ok({ reportId });
}
