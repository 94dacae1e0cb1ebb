import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { resolveReport } from '#features/intake';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { HoldKind } from '../domain/hold-kinds.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertHold, lockDisposals, writeLift } from '../store/holds.ts';
import type { DisposalPorts, HoldScope } from '../types.ts';

interface Deps {
  readonly clock: Clock;
  readonly disposal: Pick<DisposalPorts, 'targetId'>;
}

/** A hold as a person places it. */
export interface NewHold {
  readonly scope: HoldScope;
  /** The number people say: `R-…`, `PKG-…`, `S-…`. */
  readonly target: string;
  readonly kind: HoldKind;
  readonly reason: string;
  /** @default now */
  readonly from?: Instant;
  readonly until?: Instant | null;
}

export type HoldRefusal =
  | NotPermitted
  | { readonly kind: 'unknown-target' | 'reason-missing' | 'ends-before-it-begins' | 'no-such-hold' };

/** Places a legal hold; from its start nothing it reaches is disposed of, by any path. Waits for a disposal that is running. */
export async function placeHold(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  hold: NewHold,
): Promise<Result<{ readonly holdId: number }, HoldRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.placeHold);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const now = deps.clock.now();
  const { scope, target, kind, from: holdsFrom = now, until: holdsUntil = null } = hold;
  const reason = hold.reason.trim();
  if (reason === '') return refuse({ kind: 'reason-missing' });
  if (holdsUntil !== null && holdsUntil <= holdsFrom) return refuse({ kind: 'ends-before-it-begins' });
  const targetId = await idOf(tx, deps, scope, target);
  if (targetId === null) return refuse({ kind: 'unknown-target' });
  await lockDisposals(tx);
  const by = { placedBy: actor.staffId, placedAt: now, holdsFrom, holdsUntil };
  const holdId = await insertHold(tx, { scope, target, targetId, kind, reason, ...by });
  const detail = { scope, targetId, kind };
  await record(tx, { actor, act: PERMISSIONS.placeHold.name, ...on(holdId), outcome: 'done', detail });
  return ok({ holdId });
}

/** Lifts a hold with a reason; what it held falls back to its class. */
export async function liftHold(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  lift: { readonly holdId: number; readonly reason: string },
): Promise<Result<{ readonly holdId: number }, HoldRefusal>> {
  const { holdId } = lift;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.liftHold, [holdId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const reason = lift.reason.trim();
  if (reason === '') return refuse({ kind: 'reason-missing' });
  const lifted = await writeLift(tx, holdId, { by: actor.staffId, at: deps.clock.now(), reason });
  if (!lifted) return refuse({ kind: 'no-such-hold' });
  await record(tx, { actor, act: PERMISSIONS.liftHold.name, ...on(holdId), outcome: 'done' });
  return ok({ holdId });
}

async function idOf(q: Queryable, deps: Deps, scope: HoldScope, target: string): Promise<number | null> {
  if (scope !== 'report') return deps.disposal.targetId(q, scope, target);
  return (await resolveReport(q, target))?.reportId ?? null;
}

function on(holdId: number) {
  return { objectKind: 'legal-hold', objectIds: [holdId] } as const;
}
