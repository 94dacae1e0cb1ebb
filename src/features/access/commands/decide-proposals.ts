import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { MANAGE_PEOPLE } from '../domain/permissions.ts';
import { mayApprove } from '../domain/two-persons.ts';
import { findStaff } from '../store/people.ts';
import {
  decideResetProposal,
  decideRoleProposal,
  endRoleProposals,
  lockResetProposal,
  lockRoleProposal,
  type Proposal,
  type ResetProposal,
} from '../store/people-proposals.ts';
import type { NotPermitted } from '../types.ts';
import { giveRoles, type PeopleRefusal } from './manage-people.ts';
import { bindWorkAccount, resetKeys } from './recover-person.ts';
import { requirePermission } from './require-permission.ts';
import type { SignInLink } from './sign-in.ts';

interface Deps {
  readonly clock: Clock;
}

/** `same-person`: who proposed, or whom it is about, may not approve; they may take it back. */
export interface ProposalRefusal {
  readonly kind: 'no-such-proposal' | 'same-person' | 'proposer-gone';
}

type Decided = Result<{ readonly link: SignInLink | null }, NotPermitted | PeopleRefusal | ProposalRefusal>;

/** A second administrator gives the proposed roles, or turns them down. */
export async function decideRoles(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  id: number,
  approved: boolean,
): Promise<Decided> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const proposal = await lockRoleProposal(tx, id, now);
  if (!proposal) return refuse({ kind: 'no-such-proposal' });
  if (!approved) {
    await decideRoleProposal(tx, id, actor.staffId, approved, now);
    return turnedDown(tx, actor, 'turn-down-roles', proposal);
  }
  const proposer = await proposerBefore(tx, actor, proposal);
  if (!proposer.ok) return proposer;
  await decideRoleProposal(tx, id, actor.staffId, approved, now);
  const detail = { proposal: proposal.proposalId };
  await record(tx, {
    actor,
    act: 'approve-roles',
    objectKind: 'staff',
    objectIds: [proposal.staffId],
    outcome: 'done',
    detail,
  });
  const by = { kind: 'staff', ...proposer.value } as const;
  const done = await giveRoles(tx, { ...proposal, by, approvedBy: actor.staffId });
  if (!done.ok) return done;
  await endRoleProposals(tx, proposal.staffId, actor.staffId, now);
  return ok({ link: null });
}

/** A second administrator resets the keys or links the account, or turns it down. A reset answers the way back in, shown once. */
export async function decideReset(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  id: number,
  approved: boolean,
): Promise<Decided> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const proposal = await lockResetProposal(tx, id, now);
  if (!proposal) return refuse({ kind: 'no-such-proposal' });
  if (approved) {
    const proposer = await proposerBefore(tx, actor, proposal);
    if (!proposer.ok) return proposer;
  }
  await decideResetProposal(tx, id, actor.staffId, approved, now);
  if (!approved) return turnedDown(tx, actor, `turn-down-${proposal.act}`, proposal);
  return carryOut(tx, deps, actor, proposal);
}

async function carryOut(tx: Tx, deps: Deps, actor: StaffActor, proposal: ResetProposal): Promise<Decided> {
  const { staffId, proposedBy, workAccountId } = proposal;
  if (proposal.act === 'link-work-account' && workAccountId !== null) {
    const bound = await bindWorkAccount(tx, deps, { staffId, workAccountId, by: actor, proposedBy });
    return bound.ok ? ok({ link: null }) : bound;
  }
  const reset = await resetKeys(tx, deps, { staffId, proposedBy, approvedBy: actor });
  return reset.ok ? ok({ link: reset.value }) : reset;
}

/** Who proposed, if this administrator may approve it and the proposer is still one. Taking back or turning down is anybody's. */
async function proposerBefore(tx: Tx, actor: StaffActor, proposal: Proposal) {
  if (!mayApprove(actor.staffId, proposal)) {
    const objectIds = [proposal.staffId];
    await record(tx, { actor, act: 'approve-proposal', objectKind: 'staff', objectIds, outcome: 'denied' });
    return refuse({ kind: 'same-person' } as const);
  }
  const [proposer] = await findStaff(tx, [proposal.proposedBy]);
  return proposer?.roles.includes('administrator') ? ok(proposer) : refuse({ kind: 'proposer-gone' } as const);
}

async function turnedDown(tx: Tx, actor: StaffActor, act: string, proposal: Proposal): Promise<Decided> {
  const detail = { proposal: proposal.proposalId };
  await record(tx, { actor, act, objectKind: 'staff', objectIds: [proposal.staffId], outcome: 'done', detail });
  return ok({ link: null });
}
