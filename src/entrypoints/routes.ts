import type { Actor } from '#core/actor.ts';
import type { Urgency } from '#core/vocabulary.ts';
import {
  type ActsByKind,
  accessRoutes,
  type Permission,
  proposalRoutes,
  requirePermission,
  staffByIds,
  urgentActs,
  urgentRoutes,
  wallRoutes,
} from '#features/access';
import { auditRoutes } from '#features/audit';
import { dispatchRoutes, recipientRoutes } from '#features/dispatch';
import { incidentRoutes } from '#features/incidents';
import { intakeRoutes } from '#features/intake';
import { disposalActs, legalRoutes, retentionRoutes } from '#features/legal';
import { linkingRoutes } from '#features/linking';
import { packagingRoutes } from '#features/packaging';
import { contactActs, routingRoutes } from '#features/routing';
import { statsRoutes } from '#features/stats';
import { assessmentsOf, listWithStanding, triageRoutes } from '#features/triage';
import { vaultActs, vaultRoutes } from '#features/vault';
import { pipelineRoutes } from '#pipeline/http.ts';
import type { Route } from '#platform/http/route.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Instance } from './instance.ts';
import { SERVED_GROUPS, type ServedGroup } from './served-groups.ts';
import { disposalPorts, noticeFacts, type Tools } from './wiring.ts';

type RoutesOf = (instance: Instance, tools: Tools) => readonly Route[];

/** Whose each address under /api/v1 is. Machine intake speaks ispws alone so far, and providers have no pages yet. */
const ROUTES_OF = {
  intake: () => [],
  staff: deskRoutes,
  partner: ({ clock }) => recipientRoutes({ clock }),
  provider: () => [],
} as const satisfies Record<ServedGroup, RoutesOf>;

/** Every address under /api/v1 that these groups have. What is not in this table does not exist. @default all groups */
export function routeTable(
  instance: Instance,
  tools: Tools,
  groups: readonly ServedGroup[] = SERVED_GROUPS,
): readonly Route[] {
  return SERVED_GROUPS.filter((group) => groups.includes(group)).flatMap((group) => ROUTES_OF[group](instance, tools));
}

/** The desk's, in the order of a report's road. */
function deskRoutes(instance: Instance, tools: Tools): readonly Route[] {
  const { clock, log } = instance;
  const deps = { clock, log };
  return [
    ...accessRoutes({ ...deps, sealing: tools.sealing }),
    ...wallRoutes(deps),
    ...proposalRoutes({ ...deps, acts: actsOfTwo(instance) }),
    ...urgentRoutes({ ...deps, noticeFacts }),
    ...intakeRoutes({ list: listWithStanding }),
    ...legalRoutes(deps),
    ...retentionRoutes({ ...deps, disposal: disposalPorts(instance) }),
    ...linkingRoutes({ ...deps, urgencyOf }),
    ...triageRoutes(deps),
    ...routingRoutes(deps),
    ...packagingRoutes({ ...deps, ...tools.packages }),
    ...dispatchRoutes(deps),
    ...pipelineRoutes(deps),
    ...statsRoutes(deps),
    ...auditRoutes({ clock, audit: instance.audit, authorize, namesOf }),
    ...incidentRoutes(deps),
    ...vaultRoutes(deps),
  ];
}

/** The trail stands under access and may not ask it. */
async function authorize(tx: Tx, actor: Actor, permission: Permission): Promise<boolean> {
  return (await requirePermission(tx, actor, permission)).ok;
}

async function namesOf(tx: Tx, staffIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  return new Map((await staffByIds(tx, staffIds)).map(({ staffId, name }) => [staffId, name]));
}

/** What a second person has approved, carried out by the slice that owns the act. */
function actsOfTwo(instance: Instance): ActsByKind {
  const { clock } = instance;
  const disposal = disposalPorts(instance);
  const { vault } = instance;
  return {
    ...urgentActs({ clock }),
    ...contactActs({ clock }),
    ...disposalActs({ clock, disposal }),
    ...vaultActs({ clock, vault }),
  };
}

/** Linking stands above triage and may not ask it; the table of routes knows both. */
async function urgencyOf(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, Urgency>> {
  const assessments = await assessmentsOf(q, reportIds);
  return new Map(assessments.map(({ reportId, urgency }) => [reportId, urgency]));
}
