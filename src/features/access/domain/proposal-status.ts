import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';

/** Where a proposal stands. `spent`: the act was done. `spent-alone`: by the one written exception, on one person's reason. */
export const PROPOSAL_STATES = [
  'waiting',
  'approved',
  'spent',
  'spent-alone',
  'refused',
  'withdrawn',
  'expired',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Which state may follow which (security page, 3.2). An approval is used once, and by nobody after its end. */
const NEXT = {
  waiting: ['approved', 'refused', 'withdrawn', 'expired', 'spent-alone'],
  approved: ['spent', 'withdrawn', 'expired'],
  spent: [],
  'spent-alone': [],
  refused: [],
  withdrawn: [],
  expired: [],
} as const satisfies Record<ProposalState, readonly ProposalState[]>;

/** Whether a proposal may move from one state to the other. */
export function mayMove(from: ProposalState, to: ProposalState): boolean {
  return (NEXT[from] as readonly ProposalState[]).includes(to);
}

export type ProposalEnd = Exclude<ProposalState, 'waiting' | 'approved'>;

/** What the rows say of a proposal. */
export interface ProposalFacts {
  readonly proposedBy: number;
  /** Who may not approve though their role would allow it: whom the act would benefit. */
  readonly barred: readonly number[];
  readonly contentHash: string;
  readonly expiresAt: Instant;
  readonly approvedBy: number | null;
  readonly endedHow: ProposalEnd | null;
}

/** Where a proposal stands at an instant: past its end it is expired, whether or not anybody has noted it. */
export function stateAt(proposal: ProposalFacts, now: Instant): ProposalState {
  if (proposal.endedHow !== null) return proposal.endedHow;
  if (now >= proposal.expiresAt) return 'expired';
  return proposal.approvedBy === null ? 'waiting' : 'approved';
}

export type ApprovalFault = 'same-person' | 'barred-person' | 'other-content' | 'not-waiting';

/** Two persons over the same content: another one than the proposer, not barred, who has seen exactly this hash. */
export function judgeApproval(
  proposal: ProposalFacts,
  approval: { readonly by: number; readonly contentHash: string },
  now: Instant,
): Result<{ readonly contentHash: string }, { readonly kind: ApprovalFault }> {
  if (!mayMove(stateAt(proposal, now), 'approved')) return refuse({ kind: 'not-waiting' });
  if (approval.by === proposal.proposedBy) return refuse({ kind: 'same-person' });
  if (proposal.barred.includes(approval.by)) return refuse({ kind: 'barred-person' });
  const same = approval.contentHash.trim().toLowerCase() === proposal.contentHash;
  return same ? ok({ contentHash: proposal.contentHash }) : refuse({ kind: 'other-content' });
}
