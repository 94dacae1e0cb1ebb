import type { Clock } from '#core/clock.ts';
import { recordMany } from '#features/audit';
import { decisionsOf, queueLevels } from '#features/triage';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { routesOfDecision } from '../domain/route-decision.ts';
import { type RouteRow, selectCandidates, selectKnownCodes, upsertRoutes } from '../store/routes.ts';

const SENDING: ReadonlySet<string> = new Set(['package', 'lead-forwarded']);
const STAGE = { kind: 'stage', stage: 'route-reports' } as const;
const IMMINENT_LEVEL = 1;

/**
 * Stage on `report.decided`: accepts the service the person chose, or the first candidate, for reports that are to be packaged or
 * forwarded, and announces `report.routed`. Other dispositions go nowhere. Throws on a target the directory does not have, so that
 * the report is parked in sight.
 */
export async function routeReports(
  tx: Tx,
  _deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  const routes = await routesToKeep(tx, reportIds);
  const changed = new Set(await upsertRoutes(tx, routes));
  await recordMany(
    tx,
    routes
      .filter((route) => changed.has(route.reportId))
      .map(({ reportId, role, code, status }) => ({
        actor: STAGE,
        act: 'route-report',
        objectKind: 'report',
        objectIds: [reportId],
        outcome: 'done' as const,
        detail: { role, code, status },
      })),
  );
  const levels = await queueLevels(tx, [...changed]);
  const urgent = [...changed].filter((id) => levels.get(id) === IMMINENT_LEVEL);
  const normal = [...changed].filter((id) => levels.get(id) !== IMMINENT_LEVEL);
  await announce(tx, { kind: 'report.routed', subjects: urgent, urgency: 'urgent' });
  await announce(tx, { kind: 'report.routed', subjects: normal });
}

async function routesToKeep(tx: Tx, reportIds: readonly number[]): Promise<readonly Omit<RouteRow, 'routeId'>[]> {
  const decisions = (await decisionsOf(tx, reportIds)).filter((decision) => SENDING.has(decision.disposition));
  const ids = decisions.map((decision) => decision.reportId);
  const candidates = Map.groupBy(await selectCandidates(tx, ids), (candidate) => candidate.reportId);
  const known = await selectKnownCodes(
    tx,
    decisions.flatMap(({ target }) => target ?? []),
  );
  return decisions.flatMap(({ reportId, target, decidedBy, decidedAt }) => {
    const decided = routesOfDecision(target, candidates.get(reportId) ?? [], known);
    if (!decided.ok) {
      throw new Error(`Report ${reportId} is to go to ${decided.refusal.target}, which the directory does not have.`);
    }
    return decided.value.map((route) => ({ ...route, reportId, decidedBy: `staff:${decidedBy}`, decidedAt }));
  });
}
