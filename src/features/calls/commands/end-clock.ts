import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { HandOverKind } from '../domain/hand-over-clock.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { endClock } from '../store.ts';

// As for lowering from imminent: a word is not a reason.
const REASON_MIN = 20;

export type EndRefusal = NotPermitted | { readonly kind: 'reason-too-short' | 'no-such-clock' };

/** Ends a clock that no hand-over meets (no package follows, the service already knew), with a reason of at least 20 characters. */
export async function endHandOverClock(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
  end: { readonly kind: HandOverKind; readonly reason: string },
): Promise<Result<null, EndRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.endClock, [reportId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const reason = end.reason.trim();
  if (reason.length < REASON_MIN) return refuse({ kind: 'reason-too-short' });
  const isEnded = await endClock(tx, reportId, end.kind, { at: deps.clock.now(), reason, by: actor.staffId });
  if (!isEnded) return refuse({ kind: 'no-such-clock' });
  const act = PERMISSIONS.endClock.name;
  const detail = { kind: end.kind };
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done', detail });
  return ok(null);
}
