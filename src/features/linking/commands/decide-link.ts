import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import type { ReportPair } from '../domain/regroup.ts';
import { countSharedKeys, type EdgeRow, lockEdge } from '../store/edges.ts';
import { findMembers, findMembersOfSubjects, insertApart, lockSubjects } from '../store/members.ts';
import { insertVerdict, type Moved, setVerdict } from '../store/verdicts.ts';
import type { Edge, Verdict } from '../types.ts';
import { leaveBundles } from './leave-bundle.ts';
import { type KeptApart, mergeSubjects } from './merge-subjects.ts';
import { regroupSubjects } from './regroup-subjects.ts';

export type DecideLinkRefusal =
  | NotPermitted
  | { readonly kind: 'unknown-link' }
  /** Somebody has spoken; it can be taken back first. */
  | { readonly kind: 'already-decided'; readonly verdict: Verdict; readonly by: string | null }
  /** A value shared by too many is no reason to merge two people. */
  | { readonly kind: 'hub-alone'; readonly reportsSharing: number }
  | KeptApart;

type Changes = Omit<Moved, 'verdictBefore'>;

const NOTHING: Changes = { before: [], after: [], merged: null, toldApart: false };

/**
 * A person's word on a link: `same` confirms it and merges two subjects, `different` keeps the two reports apart for good and
 * splits their subject, `maybe` only notes it. Everything it changes is kept, so that `undoVerdict` restores it exactly.
 */
export async function decideLink(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  edgeId: number,
  verdict: Verdict,
): Promise<Result<Edge, DecideLinkRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.decideLink, [edgeId]);
  if (!allowed.ok) return allowed;
  const edge = await lockEdge(tx, edgeId);
  if (!edge) return refuse({ kind: 'unknown-link' });
  const now = deps.clock.now();
  const by = actorRef(actor);
  const changes = await carryOut(tx, edge, verdict, { by, now });
  if (!changes.ok) {
    const detail = { verdict, refusal: changes.refusal.kind };
    await record(tx, {
      actor,
      act: 'decide-link',
      objectKind: 'edge',
      objectIds: [edgeId],
      outcome: 'refused',
      detail,
    });
    return changes;
  }
  const verdictBefore = { verdict: edge.verdict, by: edge.verdictBy, at: edge.verdictAt };
  await setVerdict(tx, edgeId, { verdict, by, at: now });
  await insertVerdict(tx, edgeId, { verdict, by, at: now, moved: { verdictBefore, ...changes.value } });
  const reports = [edge.aReportId, edge.bReportId];
  // A person has looked at both: neither is one of many any more.
  await leaveBundles(tx, reports, 'person');
  const detail = { verdict, reports, merged: changes.value.merged };
  await record(tx, { actor, act: 'decide-link', objectKind: 'edge', objectIds: [edgeId], outcome: 'done', detail });
  await announce(tx, { kind: 'report.linked', subjects: reports });
  return ok({ ...edge, verdict, verdictBy: by, verdictAt: now });
}

async function carryOut(
  tx: Tx,
  edge: EdgeRow,
  verdict: Verdict,
  given: { readonly by: string; readonly now: Instant },
): Promise<Result<Changes, DecideLinkRefusal>> {
  if (edge.verdict === 'same' || edge.verdict === 'different') {
    return refuse({ kind: 'already-decided', verdict: edge.verdict, by: edge.verdictBy });
  }
  const pair: ReportPair = [edge.aReportId, edge.bReportId];
  if (verdict === 'maybe') return ok(NOTHING);
  if (verdict === 'different') return ok(await tellApart(tx, pair, given));
  // The same submission twice says nothing of who is behind it.
  if (edge.kind === 'duplicate') return ok(NOTHING);
  if (edge.hub && (await countSharedKeys(tx, pair)) === 0) {
    return refuse({ kind: 'hub-alone', reportsSharing: edge.reportsSharing });
  }
  const merged = await mergeSubjects(tx, pair, given.now);
  return merged.ok ? ok({ ...merged.value, toldApart: false }) : merged;
}

async function tellApart(
  tx: Tx,
  pair: ReportPair,
  { by, now }: { readonly by: string; readonly now: Instant },
): Promise<Changes> {
  const toldApart = await insertApart(tx, pair, by, now);
  const [one, other] = await findMembers(tx, pair);
  if (!one || !other || one.subjectId !== other.subjectId) return { ...NOTHING, toldApart };
  await lockSubjects(tx, [one.subjectId]);
  const before = await findMembersOfSubjects(tx, [one.subjectId]);
  const after = await regroupSubjects(tx, [one.subjectId], now);
  const moved = new Set(after.map((member) => member.reportId));
  return { before: before.filter((member) => moved.has(member.reportId)), after, merged: null, toldApart };
}
