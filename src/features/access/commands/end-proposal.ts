import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { approving } from '../domain/proposal-permissions.ts';
import { mayMove, stateAt } from '../domain/proposal-status.ts';
import { lockProposal, writeEnd } from '../store/proposals.ts';
import type { NotPermitted } from '../types.ts';
import { onProposal } from './propose-act.ts';
import { requirePermission } from './require-permission.ts';

export type EndRefusal =
  | NotPermitted
  | { readonly kind: 'no-such-proposal' | 'not-waiting' | 'same-person' | 'reason-missing' };

/** A second person refuses what waits, with a reason the proposer reads. */
export async function refuseAct(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  refusal: { readonly proposalId: number; readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, EndRefusal>> {
  const { proposalId } = refusal;
  const found = await lockProposal(tx, proposalId);
  if (found === null) return refuse({ kind: 'no-such-proposal' });
  const allowed = await requirePermission(tx, actor, approving(found.kind), [proposalId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  if (actor.staffId === found.proposedBy) {
    await record(tx, { actor, act: 'refuse-act', ...onProposal(proposalId), outcome: 'denied' });
    return refuse({ kind: 'same-person' });
  }
  const note = refusal.reason.trim();
  if (note === '') return refuse({ kind: 'reason-missing' });
  const at = deps.clock.now();
  if (!mayMove(stateAt(found, at), 'refused')) return refuse({ kind: 'not-waiting' });
  await writeEnd(tx, proposalId, { how: 'refused', by: actor.staffId, at, note });
  await record(tx, { actor, act: 'refuse-act', ...onProposal(proposalId), outcome: 'done' });
  return ok({ proposalId });
}

/** The proposer takes back what was not carried out, approved or not. To anybody else it is not there. */
export async function withdrawProposal(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  proposalId: number,
): Promise<Result<{ readonly proposalId: number }, EndRefusal>> {
  const found = await lockProposal(tx, proposalId);
  if (found === null) return refuse({ kind: 'no-such-proposal' });
  const audited = { actor, act: 'withdraw-proposal', ...onProposal(proposalId) };
  if (actor.kind !== 'staff' || actor.staffId !== found.proposedBy) {
    await record(tx, { ...audited, outcome: 'denied' });
    return refuse({ kind: 'not-permitted' });
  }
  const at = deps.clock.now();
  if (!mayMove(stateAt(found, at), 'withdrawn')) return refuse({ kind: 'not-waiting' });
  await writeEnd(tx, proposalId, { how: 'withdrawn', by: actor.staffId, at });
  await record(tx, { ...audited, outcome: 'done' });
  return ok({ proposalId });
}
