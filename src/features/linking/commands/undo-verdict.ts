import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type EdgeRow, lockEdge } from '../store/edges.ts';
import { findKeys } from '../store/keys.ts';
import {
  deleteApart,
  deleteMembers,
  findMembers,
  findMembersOfSubjects,
  lockSubjects,
  type MemberRow,
  putMembers,
  setMergedInto,
} from '../store/members.ts';
import { findStandingVerdict, type Moved, markUndone, setVerdict } from '../store/verdicts.ts';
import type { Edge } from '../types.ts';

export type UndoVerdictRefusal =
  | NotPermitted
  | { readonly kind: 'unknown-link' }
  | { readonly kind: 'nothing-to-undo' }
  /** A later verdict moved the same reports: that one is taken back first. */
  | { readonly kind: 'changed-since'; readonly reportIds: readonly number[] };

/** Takes the newest verdict on a link back and restores every place in a subject exactly as it was; what arrived since follows its anchor. */
export async function undoVerdict(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  edgeId: number,
): Promise<Result<Edge, UndoVerdictRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.decideLink, [edgeId]);
  if (!allowed.ok) return allowed;
  const edge = await lockEdge(tx, edgeId);
  if (!edge) return refuse({ kind: 'unknown-link' });
  const standing = await findStandingVerdict(tx, edgeId);
  if (!standing) return refuse({ kind: 'nothing-to-undo' });
  const now = deps.clock.now();
  const later = await restore(tx, edge, standing.moved, now);
  if (later.length > 0) return refuse({ kind: 'changed-since', reportIds: later });
  const { verdict, by, at } = standing.moved.verdictBefore;
  await setVerdict(tx, edgeId, { verdict, by, at });
  await markUndone(tx, standing.verdictId, now);
  const reports = [edge.aReportId, edge.bReportId];
  const detail = { verdict: standing.verdict, reports };
  await record(tx, { actor, act: 'undo-verdict', objectKind: 'edge', objectIds: [edgeId], outcome: 'done', detail });
  await announce(tx, { kind: 'report.linked', subjects: reports });
  return ok({ ...edge, verdict, verdictBy: by, verdictAt: at });
}

/** Puts the reports back; returns those that a later act has moved, and then changes nothing. */
async function restore(tx: Tx, edge: EdgeRow, moved: Moved, now: Instant): Promise<readonly number[]> {
  const subjects = [...moved.before, ...moved.after].map((member) => member.subjectId);
  await lockSubjects(tx, [...new Set(subjects)]);
  const ids = moved.after.map((member) => member.reportId);
  const current = new Map((await findMembers(tx, ids)).map((member) => [member.reportId, member]));
  const later = moved.after.filter((member) => !sameMembership(member, current.get(member.reportId)));
  if (later.length > 0) return later.map((member) => member.reportId);
  const known = new Set(moved.before.map((member) => member.reportId));
  const followers = moved.merged ? await followersOf(tx, moved) : [];
  await putMembers(tx, [...moved.before, ...followers], now);
  await deleteMembers(
    tx,
    ids.filter((id) => !known.has(id)),
  );
  if (moved.merged) await setMergedInto(tx, moved.merged.from, null);
  if (moved.toldApart) await deleteApart(tx, [edge.aReportId, edge.bReportId]);
  return [];
}

/** Reports that arrived after the merge and joined by a value whose anchor now goes back. */
async function followersOf(tx: Tx, moved: Moved): Promise<readonly MemberRow[]> {
  if (!moved.merged) return [];
  const { from, into } = moved.merged;
  const back = new Set(moved.before.filter((member) => member.subjectId === from).map((member) => member.reportId));
  const touched = new Set(moved.after.map((member) => member.reportId));
  const others = (await findMembersOfSubjects(tx, [into])).filter(
    (member) => member.joinedBy !== null && member.standing === 'proposed' && !touched.has(member.reportId),
  );
  const keys = await findKeys(tx, [...new Set(others.flatMap((member) => member.joinedBy ?? []))]);
  const anchors = new Map(keys.map((key) => [key.fingerprint, key.anchorReportId]));
  return others
    .filter((member) => back.has(anchors.get(member.joinedBy ?? '') ?? -1))
    .map((member) => ({ ...member, subjectId: from }));
}

function sameMembership(a: MemberRow, b: MemberRow | undefined): boolean {
  return b !== undefined && a.subjectId === b.subjectId && a.standing === b.standing;
}
