import type { Actor } from '#core/actor.ts';
import { type Clock, type Instant, parseInstant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { REVIEW_URGENT } from '../domain/permissions.ts';
import type { ProposalContent } from '../domain/proposal-content.ts';
import { proposing } from '../domain/proposal-permissions.ts';
import { insertSwitch, lockUse, markOverdue, writeReview } from '../store/urgent.ts';
import type { NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';
import { type SecondPersonMissing, spendApproval } from './spend-approval.ts';

/** A row of the switch as the head of the centre signed it. */
export interface SignedSwitch {
  readonly on: boolean;
  readonly signedBy: string;
  /** `YYYY-MM-DD` */
  readonly signedOn: string;
  readonly document: string;
  readonly from: Instant;
  readonly until: Instant | null;
}

/** The signed row as the content two persons look at. */
export function switchContent(row: SignedSwitch): ProposalContent {
  return { ...row };
}

/** Enters the approved row; from its start it decides. Never without a second person. */
export async function setUrgentSwitch(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  content: ProposalContent,
): Promise<
  Result<{ readonly switchId: number }, NotPermitted | SecondPersonMissing | { readonly kind: 'unreadable' }>
> {
  const allowed = await requirePermission(tx, actor, proposing('urgent-notice-switch'));
  if (!allowed.ok) return allowed;
  const from = parseInstant(String(content['from'] ?? ''));
  if (from === null) return refuse({ kind: 'unreadable' });
  const spent = await spendApproval(tx, deps, actor, {
    kind: 'urgent-notice-switch',
    target: 'urgent-notice',
    content,
  });
  if (!spent.ok) return spent;
  const { proposalId } = spent.value;
  const row = {
    isOn: content['on'] === true,
    signedBy: String(content['signedBy']),
    signedOn: String(content['signedOn']),
    document: String(content['document']),
    validFrom: from,
    validUntil: parseInstant(String(content['until'] ?? '')),
  };
  const switchId = await insertSwitch(tx, { ...row, proposalId, enteredAt: deps.clock.now() });
  const detail = { on: row.isOn, proposalId };
  await record(tx, {
    actor,
    act: 'set-urgent-switch',
    objectKind: 'urgent-switch',
    objectIds: [switchId],
    outcome: 'done',
    detail,
  });
  return ok({ switchId });
}

export type ReviewRefusal = NotPermitted | { readonly kind: 'no-such-use' | 'already-reviewed' | 'same-person' };

/** Another person says afterwards whether leaving alone was justified. */
export async function reviewUrgentUse(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  review: { readonly useId: number; readonly verdict: 'justified' | 'not-justified'; readonly note: string },
): Promise<Result<{ readonly useId: number }, ReviewRefusal>> {
  const { useId, verdict, note } = review;
  const allowed = await requirePermission(tx, actor, REVIEW_URGENT, [useId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const found = await lockUse(tx, useId);
  if (found === null) return refuse({ kind: 'no-such-use' });
  if (found.reviewedBy !== null) return refuse({ kind: 'already-reviewed' });
  if (found.leftBy === actor.staffId) {
    const about = { objectKind: 'urgent-use', objectIds: [useId] };
    await record(tx, { actor, act: REVIEW_URGENT.name, ...about, outcome: 'denied' });
    return refuse({ kind: 'same-person' });
  }
  if (verdict === 'not-justified') await announce(tx, { kind: 'urgent-notice.misused', subjects: [useId] });
  await writeReview(tx, useId, { by: actor.staffId, at: deps.clock.now(), verdict, note });
  await record(tx, {
    actor,
    act: REVIEW_URGENT.name,
    objectKind: 'urgent-use',
    objectIds: [useId],
    outcome: 'done',
    detail: { verdict },
  });
  return ok({ useId });
}

/** Tells once of every use that nobody reviewed within 24 h. */
export async function announceOverdueReviews(tx: Tx, deps: { readonly clock: Clock }): Promise<void> {
  const overdue = await markOverdue(tx, deps.clock.now());
  await announce(tx, { kind: 'urgent-notice.review-overdue', subjects: overdue });
}
