import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ProposalContent } from '../domain/proposal-content.ts';
import type { ProposalKindCode } from '../domain/proposal-kinds.ts';
import type { ProposalEnd } from '../domain/proposal-status.ts';

/** A proposal as kept. */
export interface ProposalRow {
  readonly proposalId: number;
  readonly kind: ProposalKindCode;
  readonly target: string;
  readonly content: ProposalContent;
  readonly contentHash: string;
  readonly reportIds: readonly number[];
  readonly proposedBy: number;
  readonly proposedAt: Instant;
  readonly reason: string;
  readonly barred: readonly number[];
  readonly expiresAt: Instant;
  readonly approvedBy: number | null;
  readonly approvedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedHow: ProposalEnd | null;
  readonly endedBy: number | null;
  readonly endedNote: string | null;
}

export type NewProposal = Pick<
  ProposalRow,
  | 'kind'
  | 'target'
  | 'content'
  | 'contentHash'
  | 'reportIds'
  | 'proposedBy'
  | 'proposedAt'
  | 'reason'
  | 'barred'
  | 'expiresAt'
>;

const COLUMNS = `proposal_id as "proposalId", kind, target, content, content_hash as "contentHash",
  to_jsonb(report_ids) as "reportIds", proposed_by as "proposedBy", proposed_at as "proposedAt", reason,
  to_jsonb(barred) as barred,
  expires_at as "expiresAt", approved_by as "approvedBy", approved_at as "approvedAt", ended_at as "endedAt",
  ended_how as "endedHow", ended_by as "endedBy", ended_note as "endedNote"`;

/** Notes the end of open proposals of this content that ran out, so that it may be proposed again. */
export async function endExpired(tx: Tx, kind: string, contentHash: string, now: Instant): Promise<void> {
  await tx.query(
    `update access_proposal
     set ended_at = expires_at, ended_how = 'expired'
     where kind = $1 and content_hash = $2 and ended_at is null and expires_at <= $3`,
    [kind, contentHash, now],
  );
}

/** Keeps a proposal; null when the same content is proposed already and still open. */
export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<ProposalRow | null> {
  const [row] = await tx.query<ProposalRow>(
    `insert into access_proposal
       (kind, target, content, content_hash, report_ids, proposed_by, proposed_at, reason, barred, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (kind, content_hash) where ended_at is null do nothing
     returning ${COLUMNS}`,
    [
      proposal.kind,
      proposal.target,
      JSON.stringify(proposal.content),
      proposal.contentHash,
      proposal.reportIds,
      proposal.proposedBy,
      proposal.proposedAt,
      proposal.reason,
      proposal.barred,
      proposal.expiresAt,
    ],
  );
  return row ?? null;
}

/** The open proposal of a content, if there is one. */
export async function findOpen(q: Queryable, kind: string, contentHash: string): Promise<ProposalRow | null> {
  const [row] = await q.query<ProposalRow>(
    `select ${COLUMNS} from access_proposal where kind = $1 and content_hash = $2 and ended_at is null`,
    [kind, contentHash],
  );
  return row ?? null;
}

export async function findProposal(q: Queryable, proposalId: number): Promise<ProposalRow | null> {
  const [row] = await q.query<ProposalRow>(`select ${COLUMNS} from access_proposal where proposal_id = $1`, [
    proposalId,
  ]);
  return row ?? null;
}

/** Locks one proposal until the transaction ends, so that an approval and a refusal cannot cross. */
export async function lockProposal(tx: Tx, proposalId: number): Promise<ProposalRow | null> {
  const [row] = await tx.query<ProposalRow>(
    `select ${COLUMNS} from access_proposal where proposal_id = $1 for update`,
    [proposalId],
  );
  return row ?? null;
}

/** Locks the approved, unspent, live proposal of exactly this content; whoever comes second waits and then finds none. */
export async function lockApproved(
  tx: Tx,
  kind: string,
  contentHash: string,
  now: Instant,
): Promise<ProposalRow | null> {
  const [row] = await tx.query<ProposalRow>(
    `select ${COLUMNS}
     from access_proposal
     where kind = $1 and content_hash = $2 and ended_at is null and approved_by is not null and expires_at > $3
     for update`,
    [kind, contentHash, now],
  );
  return row ?? null;
}

export async function writeApproval(tx: Tx, proposalId: number, by: number, at: Instant, hash: string): Promise<void> {
  await tx.query(
    `update access_proposal
     set approved_by = $2, approved_at = $3, approved_hash = $4
     where proposal_id = $1`,
    [proposalId, by, at, hash],
  );
}

export async function writeEnd(
  tx: Tx,
  proposalId: number,
  end: { readonly how: ProposalEnd; readonly by: number | null; readonly at: Instant; readonly note?: string },
): Promise<void> {
  await tx.query(
    `update access_proposal
     set ended_at = $2, ended_how = $3, ended_by = $4, ended_note = $5
     where proposal_id = $1`,
    [proposalId, end.at, end.how, end.by, end.note ?? null],
  );
}

/** A page of proposals, newest first: open ones of some kinds, one person's own, or ended ones of some kinds. */
export async function selectProposals(
  q: Queryable,
  filter: {
    readonly view: 'waiting' | 'mine' | 'settled';
    readonly kinds: readonly string[];
    readonly staffId: number;
    readonly now: Instant;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<readonly ProposalRow[]> {
  return q.query<ProposalRow>(
    `select ${COLUMNS}
     from access_proposal
     where ($6::bigint is null or proposal_id < $6)
       and case $1
             when 'waiting' then kind = any($2) and proposed_by <> $3 and ended_at is null and approved_by is null
                                 and expires_at > $4
             when 'mine' then proposed_by = $3 and ended_at is null and expires_at > $4
             else (kind = any($2) or proposed_by = $3 or approved_by = $3)
                  and (ended_at is not null or approved_by is not null or expires_at <= $4)
           end
     order by proposal_id desc
     limit $5`,
    [filter.view, filter.kinds, filter.staffId, filter.now, filter.limit, filter.before],
  );
}

/** Empties what proposals say of these reports; hashes, persons, times, and the disposal itself (numbers only) stay. */
export async function emptyContents(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const rows = await tx.query(
    `update access_proposal
     set content = '{}', reason = '(expunged)'
     where report_ids && $1::bigint[] and content <> '{}' and kind <> 'expunge'
     returning proposal_id`,
    [reportIds],
  );
  return rows.length;
}
