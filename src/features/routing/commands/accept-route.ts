import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { RouteRole } from '../domain/candidate.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { mayFollow } from '../domain/route-status.ts';
import { lockRoute, type RouteRow, setRouteStatus } from '../store/routes.ts';

/** Why a proposed route is not accepted. */
export type AcceptRefusal = NotPermitted | { readonly kind: 'no-such-route' | 'already-accepted' };

/** Accepts a route that a rule proposed beside the decided one (the victim's place): a package of its own follows. */
export async function acceptRoute(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: { readonly reportId: number; readonly role: RouteRole },
): Promise<Result<RouteRow, AcceptRefusal>> {
  const { reportId, role } = wanted;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.acceptRoute, [reportId]);
  if (!allowed.ok) return allowed;
  const found = await lockRoute(tx, reportId, role);
  if (found === null) return refuse({ kind: 'no-such-route' });
  if (!mayFollow(found.status, 'accepted')) return refuse({ kind: 'already-accepted' });
  const accepted = { ...found, status: 'accepted' as const, decidedBy: actorRef(actor), decidedAt: deps.clock.now() };
  await setRouteStatus(tx, accepted);
  const act = PERMISSIONS.acceptRoute.name;
  const detail = { role, code: found.code };
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done', detail });
  await announce(tx, { kind: 'report.routed', subjects: [reportId] });
  return ok(accepted);
}
