import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { SEND_URGENT } from '../domain/permissions.ts';
import type { ProposalContent } from '../domain/proposal-content.ts';
import { stateAt } from '../domain/proposal-status.ts';
import {
  isOn,
  obstaclesToLeavingAlone,
  PAGE_CHARACTERS,
  reviewDue,
  type UrgentObstacle,
} from '../domain/urgent-notice.ts';
import { lockProposal, type ProposalRow, writeEnd } from '../store/proposals.ts';
import { insertUse, selectSwitches } from '../store/urgent.ts';
import type { NotPermitted } from '../types.ts';
import { type ProposeRefusal, proposeAct } from './propose-act.ts';
import { requirePermission } from './require-permission.ts';
import { type SecondPersonMissing, spendApproval } from './spend-approval.ts';

/** What other slices know of a notice's report and recipient; null when either does not exist. */
export type NoticeFacts = (
  q: Queryable,
  notice: { readonly report: string; readonly agency: string },
) => Promise<{ readonly reportId: number; readonly isImminent: boolean; readonly isRecipientVerified: boolean } | null>;

export interface UrgentDeps {
  readonly clock: Clock;
  readonly noticeFacts: NoticeFacts;
}

type Unknown = { readonly kind: 'unknown-target' };

/** Puts an urgent notice (one page of facts, no files) before a second person. */
export async function askUrgentNotice(
  tx: Tx,
  deps: UrgentDeps,
  actor: Actor,
  notice: { readonly report: string; readonly agency: string; readonly page: string; readonly reason: string },
): Promise<Result<ProposalRow, ProposeRefusal | Unknown | { readonly kind: 'more-than-one-page' }>> {
  const allowed = await requirePermission(tx, actor, SEND_URGENT);
  if (!allowed.ok) return allowed;
  const { report, agency, page, reason } = notice;
  if (page.trim() === '' || page.length > PAGE_CHARACTERS) return refuse({ kind: 'more-than-one-page' });
  const facts = await deps.noticeFacts(tx, notice);
  if (facts === null) return refuse({ kind: 'unknown-target' });
  const content = { report, agency, page, files: 0 };
  const reportIds = [facts.reportId];
  return proposeAct(tx, deps, actor, { kind: 'urgent-notice', target: agency, content, reason, reportIds });
}

/** The road of every notice: two persons. Its delivery hangs on the event; today it is handed over by voice. */
export async function releaseUrgentNotice(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  approved: { readonly target: string; readonly content: ProposalContent },
): Promise<Result<{ readonly proposalId: number }, NotPermitted | SecondPersonMissing>> {
  const allowed = await requirePermission(tx, actor, SEND_URGENT);
  if (!allowed.ok) return allowed;
  const spent = await spendApproval(tx, deps, actor, { kind: 'urgent-notice', ...approved });
  if (!spent.ok) return spent;
  const { proposalId } = spent.value;
  await announce(tx, { kind: 'urgent-notice.released', subjects: [proposalId], urgency: 'urgent' });
  return ok({ proposalId });
}

export type LeaveAloneRefusal =
  | NotPermitted
  | Unknown
  | { readonly kind: 'no-such-proposal' }
  | { readonly kind: 'obstacles'; readonly obstacles: readonly UrgentObstacle[] };

/**
 * The one written exception: the person who asked sends the notice on their own reason when nobody answered in five minutes
 * and the switch is on. The use is in the register, announced at once, and reviewed within 24 h. Refuses with every obstacle.
 */
export async function leaveAlone(
  tx: Tx,
  deps: UrgentDeps,
  actor: Actor,
  leaving: { readonly proposalId: number; readonly reason: string },
): Promise<Result<{ readonly useId: number }, LeaveAloneRefusal>> {
  const { proposalId, reason } = leaving;
  const allowed = await requirePermission(tx, actor, SEND_URGENT);
  if (!allowed.ok) return allowed;
  const found = await lockProposal(tx, proposalId);
  if (actor.kind !== 'staff' || found?.kind !== 'urgent-notice' || found.proposedBy !== actor.staffId)
    return refuse({ kind: 'no-such-proposal' });
  const { report, agency, page, files } = noticeIn(found.content);
  const facts = await deps.noticeFacts(tx, { report, agency });
  if (facts === null) return refuse({ kind: 'unknown-target' });
  const now = deps.clock.now();
  const switches = await selectSwitches(tx);
  const notice = { asked: stateAt(found, now), askedAt: found.proposedAt, page, files, ...facts };
  const obstacles = obstaclesToLeavingAlone(notice, { reason, switchIsOn: isOn(switches, now) }, now);
  const standing = switches.find((row) => row.validFrom <= now);
  const audited = { actor, act: SEND_URGENT.name, objectKind: 'report', objectIds: [facts.reportId] };
  if (obstacles.length > 0 || standing === undefined) {
    await record(tx, { ...audited, outcome: 'refused', detail: { obstacles } });
    return refuse({ kind: 'obstacles', obstacles });
  }
  const { switchId } = standing;
  const about = { proposalId, switchId, reportId: facts.reportId, agencyCode: agency };
  const by = { leftBy: actor.staffId, leftAt: now, reason: reason.trim(), reviewDueAt: reviewDue(now) };
  const useId = await insertUse(tx, { ...about, ...by });
  await writeEnd(tx, proposalId, { how: 'spent-alone', by: actor.staffId, at: now });
  await record(tx, { ...audited, outcome: 'done', detail: { alone: true, useId, proposalId } });
  await announce(tx, { kind: 'urgent-notice.left-alone', subjects: [useId], urgency: 'urgent' });
  await announce(tx, { kind: 'urgent-notice.released', subjects: [proposalId], urgency: 'urgent' });
  return ok({ useId });
}

function noticeIn(content: ProposalContent) {
  const text = (name: string) => String(content[name] ?? '');
  return { report: text('report'), agency: text('agency'), page: text('page'), files: Number(content['files'] ?? 0) };
}
