import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { lockApproved, writeEnd } from '../store/proposals.ts';
import { contentHashOf, onProposal, type ProposedAct } from './propose-act.ts';

/** Nobody else approved exactly this, or the approval was used or ran out. */
export interface SecondPersonMissing {
  readonly kind: 'second-person-missing';
}

/** Who stood behind an act. */
export interface SpentApproval {
  readonly proposalId: number;
  readonly proposedBy: number;
  readonly approvedBy: number;
  readonly reason: string;
}

/**
 * Uses up the approval of exactly this act, in the transaction of the act itself: roll the act back and the approval stands
 * again. The command computes kind, target and content anew from what it is about to do. Refuses `second-person-missing`.
 */
export async function spendApproval(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  act: Pick<ProposedAct, 'kind' | 'target' | 'content'>,
): Promise<Result<SpentApproval, SecondPersonMissing>> {
  const now = deps.clock.now();
  const contentHash = contentHashOf(act);
  const found = actor.kind === 'staff' ? await lockApproved(tx, act.kind, contentHash, now) : null;
  if (actor.kind !== 'staff' || found?.approvedBy == null) {
    const detail = { kind: act.kind, contentHash };
    await record(tx, {
      actor,
      act: 'spend-approval',
      objectKind: 'proposal',
      objectIds: [],
      outcome: 'refused',
      detail,
    });
    return refuse({ kind: 'second-person-missing' });
  }
  const { proposalId, proposedBy, approvedBy, reason } = found;
  await writeEnd(tx, proposalId, { how: 'spent', by: actor.staffId, at: now });
  await record(tx, {
    actor,
    act: 'spend-approval',
    ...onProposal(proposalId),
    outcome: 'done',
    detail: { kind: act.kind },
  });
  return ok({ proposalId, proposedBy, approvedBy, reason });
}
