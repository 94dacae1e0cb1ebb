import type { Role } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** An act about one person that waits for a second administrator. */
export interface Proposal {
  readonly proposalId: number;
  readonly staffId: StaffId;
  readonly proposedBy: StaffId;
  readonly proposedAt: Instant;
  readonly expiresAt: Instant;
}

export interface RoleProposal extends Proposal {
  readonly roles: readonly Role[];
}

export interface ResetProposal extends Proposal {
  readonly act: 'reset-keys' | 'link-work-account';
  readonly workAccountId: number | null;
}

const COMMON = `proposal_id as "proposalId", staff_id as "staffId", proposed_by as "proposedBy",
  proposed_at as "proposedAt", expires_at as "expiresAt"`;
const PENDING = 'decided_at is null and expires_at > $1';

export async function insertRoleProposal(tx: Tx, proposal: Omit<RoleProposal, 'proposalId'>): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into access_role_proposal (staff_id, roles, proposed_by, proposed_at, expires_at)
     values ($1, $2, $3, $4, $5) returning proposal_id as "id"`,
    [proposal.staffId, proposal.roles, proposal.proposedBy, proposal.proposedAt, proposal.expiresAt],
  );
  if (!row) throw new Error('A role proposal was inserted without an id.');
  return row.id;
}

export async function insertResetProposal(tx: Tx, proposal: Omit<ResetProposal, 'proposalId'>): Promise<number> {
  const { staffId, act, workAccountId, proposedBy, proposedAt, expiresAt } = proposal;
  const [row] = await tx.query<{ id: number }>(
    `insert into access_reset_proposal (staff_id, act, work_account_id, proposed_by, proposed_at, expires_at)
     values ($1, $2, $3, $4, $5, $6) returning proposal_id as "id"`,
    [staffId, act, workAccountId, proposedBy, proposedAt, expiresAt],
  );
  if (!row) throw new Error('A reset proposal was inserted without an id.');
  return row.id;
}

export async function findRoleProposals(q: Queryable, at: Instant): Promise<RoleProposal[]> {
  return q.query<RoleProposal>(
    `select ${COMMON}, roles from access_role_proposal where ${PENDING} order by proposal_id`,
    [at],
  );
}

export async function findResetProposals(q: Queryable, at: Instant): Promise<ResetProposal[]> {
  return q.query<ResetProposal>(
    `select ${COMMON}, act, work_account_id as "workAccountId"
     from access_reset_proposal where ${PENDING} order by proposal_id`,
    [at],
  );
}

/** The pending proposal, locked: it is decided once. */
export async function lockRoleProposal(tx: Tx, id: number, at: Instant): Promise<RoleProposal | null> {
  const [row] = await tx.query<RoleProposal>(
    `select ${COMMON}, roles from access_role_proposal where ${PENDING} and proposal_id = $2 for update`,
    [at, id],
  );
  return row ?? null;
}

/** The pending proposal, locked: it is decided once. */
export async function lockResetProposal(tx: Tx, id: number, at: Instant): Promise<ResetProposal | null> {
  const [row] = await tx.query<ResetProposal>(
    `select ${COMMON}, act, work_account_id as "workAccountId"
     from access_reset_proposal where ${PENDING} and proposal_id = $2 for update`,
    [at, id],
  );
  return row ?? null;
}

export async function decideRoleProposal(
  tx: Tx,
  id: number,
  by: StaffId,
  approved: boolean,
  at: Instant,
): Promise<void> {
  await tx.query(
    'update access_role_proposal set decided_by = $2, approved = $3, decided_at = $4 where proposal_id = $1',
    [id, by, approved, at],
  );
}

export async function decideResetProposal(
  tx: Tx,
  id: number,
  by: StaffId,
  approved: boolean,
  at: Instant,
): Promise<void> {
  await tx.query(
    'update access_reset_proposal set decided_by = $2, approved = $3, decided_at = $4 where proposal_id = $1',
    [id, by, approved, at],
  );
}

/** What else waits about the roles of a person who has others now: it was proposed on roles that are no more. */
export async function endRoleProposals(tx: Tx, staffId: number, by: StaffId, at: Instant): Promise<void> {
  await tx.query(
    `update access_role_proposal set decided_by = $2, approved = false, decided_at = $3
     where staff_id = $1 and decided_at is null`,
    [staffId, by, at],
  );
}
