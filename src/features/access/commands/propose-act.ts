import type { Actor } from '#core/actor.ts';
import { type Clock, plusMs } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { HOUR_MS } from '#core/units.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { canonicalText, type ProposalContent } from '../domain/proposal-content.ts';
import { kindOf, type ProposalKindCode } from '../domain/proposal-kinds.ts';
import { proposing } from '../domain/proposal-permissions.ts';
import { hexDigestOf } from '../secrets.ts';
import { endExpired, findOpen, insertProposal, type ProposalRow } from '../store/proposals.ts';
import type { NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';

/** An act as it is put before a second person. */
export interface ProposedAct {
  readonly kind: ProposalKindCode;
  /** What it is about, in a code. */
  readonly target: string;
  /** Exactly what will happen; the act's command computes the same value again when it is carried out. */
  readonly content: ProposalContent;
  readonly reason: string;
  /** Reports the content speaks of. @default none */
  readonly reportIds?: readonly number[];
  /** Persons the act would benefit: they may not approve it. @default none */
  readonly barred?: readonly number[];
}

export type ProposeRefusal =
  | NotPermitted
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'already-proposed'; readonly proposalId: number };

/**
 * Puts an act before a second person. Only people propose. Refuses `reason-missing`, and `already-proposed` while the same
 * content waits or is approved and not yet carried out.
 */
export async function proposeAct(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  proposed: ProposedAct,
): Promise<Result<ProposalRow, ProposeRefusal>> {
  const { kind, target, content, reportIds = [], barred = [] } = proposed;
  const allowed = await requirePermission(tx, actor, proposing(kind));
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const reason = proposed.reason.trim();
  if (reason === '') return refuse({ kind: 'reason-missing' });
  const contentHash = contentHashOf(proposed);
  const proposedAt = deps.clock.now();
  const expiresAt = plusMs(proposedAt, kindOf(kind).hours * HOUR_MS);
  await endExpired(tx, kind, contentHash, proposedAt);
  const by = { proposedBy: actor.staffId, proposedAt, expiresAt };
  const row = await insertProposal(tx, { kind, target, content, contentHash, reportIds, reason, barred, ...by });
  if (row === null) {
    const open = await findOpen(tx, kind, contentHash);
    return refuse({ kind: 'already-proposed', proposalId: open?.proposalId ?? 0 });
  }
  const detail = { kind, contentHash };
  await record(tx, { actor, act: 'propose-act', ...onProposal(row.proposalId), outcome: 'done', detail });
  return ok(row);
}

/** The hash two persons look at: SHA-256 over kind, target and content. */
export function contentHashOf(act: Pick<ProposedAct, 'kind' | 'target' | 'content'>): string {
  return hexDigestOf(canonicalText(act.kind, act.target, act.content));
}

export function onProposal(proposalId: number) {
  return { objectKind: 'proposal', objectIds: [proposalId] } as const;
}
