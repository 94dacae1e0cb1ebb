import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import {
  type NotPermitted,
  type ProposeRefusal,
  proposeAct,
  requirePermission,
  type SecondPersonMissing,
  spendApproval,
} from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { dateFault } from '../domain/regimes-known.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { insertRegimeDate } from '../store/regime-dates.ts';

/** The first day of force of a regime and where that stands; null takes a day back. */
export interface RegimeDay {
  readonly regime: string;
  readonly inForceFrom: string | null;
  /** The order in council, as it is cited. */
  readonly authority: string;
}

export interface RegimeDayRefusal {
  readonly kind: 'unknown-regime' | 'fixed-by-law' | 'no-such-day';
}

/** Puts the day a regime comes into force before a second person. */
export async function proposeRegimeDay(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  day: RegimeDay & { readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, ProposeRefusal | RegimeDayRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.setRegimeDate);
  if (!allowed.ok) return allowed;
  const fault = faultOf(day);
  if (fault !== null) return refuse({ kind: fault });
  const proposed = await proposeAct(tx, deps, actor, { ...dayAct(day), reason: day.reason });
  return proposed.ok ? ok({ proposalId: proposed.value.proposalId }) : proposed;
}

/**
 * Sets the day once another person approved exactly it. Notices received from now on are judged by it; what was born before keeps its
 * regime, whatever the day says.
 */
export async function setRegimeDay(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  day: RegimeDay,
): Promise<Result<RegimeDay, NotPermitted | SecondPersonMissing | RegimeDayRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.setRegimeDate);
  if (!allowed.ok) return allowed;
  const fault = faultOf(day);
  if (fault !== null) return refuse({ kind: fault });
  const spent = await spendApproval(tx, deps, actor, dayAct(day));
  if (!spent.ok) return spent;
  const { proposalId, proposedBy, approvedBy } = spent.value;
  const { regime, inForceFrom } = day;
  await insertRegimeDate(tx, {
    ...day,
    setBy: `staff:${proposedBy}`,
    approvedBy: `staff:${approvedBy}`,
    setAt: deps.clock.now(),
  });
  const act = PERMISSIONS.setRegimeDate.name;
  const detail = { regime, inForceFrom, proposalId };
  await record(tx, { actor, act, objectKind: 'regime', objectIds: [], outcome: 'done', detail });
  return ok(day);
}

function faultOf({ regime, inForceFrom }: RegimeDay): RegimeDayRefusal['kind'] | null {
  return dateFault(
    CLOCK_RULES.regimes.find((one) => one.code === regime),
    inForceFrom,
  );
}

function dayAct({ regime, inForceFrom, authority }: RegimeDay) {
  return { kind: 'regime-date', target: regime, content: { regime, inForceFrom, authority } } as const;
}
