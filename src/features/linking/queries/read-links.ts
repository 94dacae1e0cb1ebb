import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { edgesAmong } from './edges-among.ts';
import { type PresentedEdge, presentEdges } from './present-edges.ts';
import { subjectOf } from './subject-of.ts';

/** The links of one report and its subject. */
export interface ReportLinks {
  readonly subject: string | null;
  readonly edges: readonly PresentedEdge[];
}

/** Shows what a report is linked to and why; the reading is audited. */
export async function readLinks(tx: Tx, actor: Actor, reportId: number): Promise<Result<ReportLinks, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeLinks, [reportId]);
  if (!allowed.ok) return allowed;
  const [membership] = await subjectOf(tx, [reportId]);
  const edges = await presentEdges(tx, actor, await edgesAmong(tx, [reportId]));
  const act = PERMISSIONS.seeLinks.name;
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  return ok({ subject: membership?.subject ?? null, edges });
}
