import type { Urgency } from '#core/vocabulary.ts';
import { type ActsByKind, accessRoutes, proposalRoutes, urgentActs, urgentRoutes } from '#features/access';
import { dispatchRoutes } from '#features/dispatch';
import { incidentRoutes } from '#features/incidents';
import { intakeRoutes } from '#features/intake';
import { disposalActs, legalRoutes, retentionRoutes } from '#features/legal';
import { linkingRoutes } from '#features/linking';
import { packagingRoutes } from '#features/packaging';
import { contactActs, routingRoutes } from '#features/routing';
import { statsRoutes } from '#features/stats';
import { assessmentsOf, triageRoutes } from '#features/triage';
import { pipelineRoutes } from '#pipeline/http.ts';
import type { Route } from '#platform/http/route.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { Instance } from './instance.ts';
import { disposalPorts, intakeDeps, noticeFacts, type Tools } from './wiring.ts';

/** Every address under /api/v1, in the order of a report's road. What is not in this table does not exist. */
export function routeTable(instance: Instance, tools: Tools): readonly Route[] {
  const { clock, log } = instance;
  const deps = { clock, log };
  return [
    ...accessRoutes(deps),
    ...proposalRoutes({ ...deps, acts: actsOfTwo(instance) }),
    ...urgentRoutes({ ...deps, noticeFacts }),
    ...intakeRoutes(intakeDeps(instance)),
    ...legalRoutes(deps),
    ...retentionRoutes({ ...deps, disposal: disposalPorts(instance) }),
    ...linkingRoutes({ ...deps, urgencyOf }),
    ...triageRoutes(deps),
    ...routingRoutes(deps),
    ...packagingRoutes({ ...deps, ...tools.packages }),
    ...dispatchRoutes(deps),
    ...pipelineRoutes(deps),
    ...statsRoutes(deps),
    ...incidentRoutes(deps),
  ];
}

/** What a second person has approved, carried out by the slice that owns the act. */
function actsOfTwo({ clock }: Instance): ActsByKind {
  const disposal = disposalPorts({ clock });
  return { ...urgentActs({ clock }), ...contactActs({ clock }), ...disposalActs({ clock, disposal }) };
}

/** Linking stands above triage and may not ask it; the table of routes knows both. */
async function urgencyOf(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, Urgency>> {
  const assessments = await assessmentsOf(q, reportIds);
  return new Map(assessments.map(({ reportId, urgency }) => [reportId, urgency]));
}
