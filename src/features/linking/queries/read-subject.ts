import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { presentEdges } from './present-edges.ts';
import { subjectDossier } from './subject-dossier.ts';
import { subjectNumber } from './subject-of.ts';

/** Tells the urgency of reports; triage knows it, and triage stands after linking on the road, so it is handed in. */
export type UrgencyOf = (q: Queryable, reportIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/** Shows a subject as the console reads it; the reading is audited with every report shown. */
export async function readSubject(
  tx: Tx,
  deps: { readonly urgencyOf?: UrgencyOf },
  actor: Actor,
  subjectId: number,
): Promise<Result<object, NotPermitted | { readonly kind: 'unknown-subject' }>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeSubject, [subjectId]);
  if (!allowed.ok) return allowed;
  const dossier = await subjectDossier(tx, subjectId);
  if (!dossier) return refuse({ kind: 'unknown-subject' });
  const ids = dossier.reports.map((report) => report.reportId);
  const urgencies = (await deps.urgencyOf?.(tx, ids)) ?? new Map<number, string>();
  const edges = await presentEdges(tx, actor, dossier.edges);
  const act = PERMISSIONS.seeSubject.name;
  const detail = { reports: ids };
  await record(tx, { actor, act, objectKind: 'subject', objectIds: [dossier.subjectId], outcome: 'done', detail });
  return ok({
    subject: subjectNumber(dossier.subjectId),
    standing: dossier.standing,
    mayBeMinor: dossier.mayBeMinor,
    reportCount: dossier.reportCount,
    reports: dossier.reports.map(({ reportId, number, receivedAt, source, sender, state, standing }) => ({
      report: number,
      receivedAt,
      source,
      sender,
      urgency: urgencies.get(reportId) ?? null,
      state,
      standing,
    })),
    identifiers: dossier.identifiers,
    edges,
    actions: [],
  });
}
