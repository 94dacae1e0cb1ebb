import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { approving } from '../domain/proposal-permissions.ts';
import { type ApprovalFault, judgeApproval } from '../domain/proposal-status.ts';
import { lockProposal, writeApproval } from '../store/proposals.ts';
import type { NotPermitted } from '../types.ts';
import { onProposal } from './propose-act.ts';
import { requirePermission } from './require-permission.ts';

export type ApproveRefusal = NotPermitted | { readonly kind: 'no-such-proposal' | ApprovalFault };

/**
 * A second person approves exactly the content whose hash they saw. Refuses the proposer (`same-person`), whoever the act
 * would benefit (`barred-person`), another hash (`other-content`) and what no longer waits; refusals are audited.
 */
export async function approveAct(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  approval: { readonly proposalId: number; readonly contentHash: string },
): Promise<Result<{ readonly proposalId: number }, ApproveRefusal>> {
  const { proposalId } = approval;
  const found = await lockProposal(tx, proposalId);
  if (found === null) return refuse({ kind: 'no-such-proposal' });
  const allowed = await requirePermission(tx, actor, approving(found.kind), [proposalId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const now = deps.clock.now();
  const judged = judgeApproval(found, { by: actor.staffId, contentHash: approval.contentHash }, now);
  const audited = { actor, act: 'approve-act', ...onProposal(proposalId) };
  if (!judged.ok) {
    await record(tx, { ...audited, outcome: 'refused', detail: { kind: judged.refusal.kind } });
    return judged;
  }
  const { contentHash } = judged.value;
  await writeApproval(tx, proposalId, actor.staffId, now, contentHash);
  await record(tx, { ...audited, outcome: 'done', detail: { kind: found.kind, contentHash } });
  return ok({ proposalId });
}
