import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { heldFactsOf } from '../queries/held-facts.ts';
import { type FactVerdictRow, upsertFactVerdict } from '../store/items.ts';
import { claimAuthorship, selectMembers } from '../store/packages.ts';
import { auditAct, type BeginRefusal, beginAct } from './begin-act.ts';

/** What becomes of a fact that may not leave as it is. */
export interface FactJudgement {
  readonly packageId: number;
  readonly target: FactVerdictRow['target'];
  readonly targetId: number;
  /** `excluded`: left out of the package; `released`: an authority allows it, named in `reason`. */
  readonly verdict: FactVerdictRow['verdict'];
  readonly reason: string;
}

/**
 * Leaves a held fact out of a draft, or records the authority that releases it (liaison and supervisor only). Refuses a fact
 * that does not stand in the way (`no-such-fact`).
 */
export async function judgeFact(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  judgement: FactJudgement,
): Promise<Result<FactVerdictRow, BeginRefusal | { readonly kind: 'no-such-fact' }>> {
  const { packageId, target, targetId, verdict, reason } = judgement;
  const permission = verdict === 'released' ? PERMISSIONS.releaseFact : PERMISSIONS.judgeFact;
  const begun = await beginAct(tx, actor, permission, { packageId, inStates: ['draft'] });
  if (!begun.ok) return begun;
  const reportIds = (await selectMembers(tx, [packageId])).map((member) => member.reportId);
  const held = await heldFactsOf(tx, packageId, reportIds);
  if (!held.some((fact) => fact.target === target && fact.targetId === targetId)) {
    return refuse({ kind: 'no-such-fact' });
  }
  const row = { target, targetId, verdict, reason, by: actorRef(actor), at: deps.clock.now() };
  await upsertFactVerdict(tx, packageId, row);
  await claimAuthorship(tx, packageId, begun.value.person.staffId);
  await auditAct(tx, actor, permission, packageId, { outcome: 'done', detail: { target, targetId, verdict } });
  return ok(row);
}
