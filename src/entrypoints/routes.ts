import type { Actor, StaffActor } from '#core/actor.ts';
import type { Urgency } from '#core/vocabulary.ts';
import {
  type ActsByKind,
  accessRoutes,
  knownByNumber,
  type Permission,
  proposalRoutes,
  requirePermission,
  staffByIds,
  urgentActs,
  urgentRoutes,
  wallRoutes,
} from '#features/access';
import { auditRoutes } from '#features/audit';
import type { AuditedObject } from '#features/audit/types';
import { callRoutes } from '#features/calls';
import { dispatchRoutes, recipientRoutes } from '#features/dispatch';
import { incidentRoutes } from '#features/incidents';
import {
  cutOverRoutes,
  deskDocumentRoutes,
  deskEntryRoutes,
  doorRoutes,
  healthRoutes,
  intakeRoutes,
  mappingRoutes,
  providerPeopleRoutes,
  providerRoutes,
  quotaRoutes,
  repairRoutes,
  reportHeads,
  versionRoutes,
} from '#features/intake';
import { disposalActs, legalRoutes, regimeActs, regimeRoutes, retentionRoutes } from '#features/legal';
import { linkingRoutes } from '#features/linking';
import { packageHeads, packagingRoutes } from '#features/packaging';
import { contactActs, routingRoutes } from '#features/routing';
import { baselineActs, baselineRoutes, statsRoutes } from '#features/stats';
import { assessmentsOf, listWithStanding, triageRoutes } from '#features/triage';
import { vaultActs, vaultRoutes } from '#features/vault';
import { pipelineRoutes } from '#pipeline/http.ts';
import type { Route } from '#platform/http/route.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Instance } from './instance.ts';
import { SERVED_GROUPS, type ServedGroup } from './served-groups.ts';
import { disposalPorts, doorDeps, intakeDeps, noticeFacts, type Tools } from './wiring.ts';

type RoutesOf = (instance: Instance, tools: Tools) => readonly Route[];

/** Whose each address under /api/v1 is. Providers have pages instead. */
const ROUTES_OF = {
  intake: (instance) => doorRoutes(doorDeps(instance)),
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
    ...proposalRoutes({ ...deps, acts: actsOfTwo(instance, tools) }),
    ...urgentRoutes({ ...deps, noticeFacts }),
    ...intakeRoutes({ list: listWithStanding }),
    ...healthRoutes(deps),
    ...versionRoutes(deps),
    ...providerRoutes(deps),
    ...mappingRoutes(deps),
    ...repairRoutes(intakeDeps(instance)),
    ...deskEntryRoutes(intakeDeps(instance)),
    ...deskDocumentRoutes(intakeDeps(instance)),
    ...cutOverRoutes(deps),
    ...quotaRoutes(deps),
    ...providerPeopleRoutes(deps),
    ...legalRoutes(deps),
    ...regimeRoutes(deps),
    ...retentionRoutes({ ...deps, disposal: disposalPorts(instance) }),
    ...linkingRoutes({ ...deps, urgencyOf }),
    ...triageRoutes(deps),
    ...routingRoutes(deps),
    ...callRoutes(deps),
    ...packagingRoutes({ ...deps, ...tools.packages }),
    ...dispatchRoutes(deps),
    ...pipelineRoutes(deps),
    ...statsRoutes(deps),
    ...baselineRoutes({ clock, signer: tools.packages.signer }),
    ...auditRoutes({ clock, audit: instance.audit, authorize, namesOf, objectOf, numbersOf }),
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

/** Reports and packages have numbers that people write; the trail counts them by id. */
async function objectOf(q: Queryable, person: StaffActor, number: string) {
  const wanted = number.trim().toUpperCase();
  const kind = /^R-\d{4}-\d+$/.test(wanted) ? 'report' : /^PKG-\d{4}-\d+$/.test(wanted) ? 'package' : null;
  if (kind === null) return 'not-a-number';
  const id = await knownByNumber(q, person, kind, wanted);
  return id === null ? null : { kind, ids: [id] };
}

/** Behind the wall: whoever may not know of a report or a package is not told its number. */
async function numbersOf(q: Queryable, { kind, ids }: AuditedObject): Promise<ReadonlyMap<number, string>> {
  if (kind === 'report') return new Map((await reportHeads(q, ids)).map((head) => [head.reportId, head.number]));
  if (kind !== 'package') return new Map();
  return new Map([...(await packageHeads(q, ids))].map(([id, head]) => [id, head.number]));
}

/** What a second person has approved, carried out by the slice that owns the act. */
function actsOfTwo(instance: Instance, { packages }: Tools): ActsByKind {
  const { clock } = instance;
  const disposal = disposalPorts(instance);
  const { vault } = instance;
  return {
    ...urgentActs({ clock }),
    ...contactActs({ clock }),
    ...disposalActs({ clock, disposal }),
    ...regimeActs({ clock }),
    ...vaultActs({ clock, vault }),
    ...baselineActs({ clock, signer: packages.signer }),
  };
}

/** Linking stands above triage and may not ask it; the table of routes knows both. */
async function urgencyOf(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, Urgency>> {
  const assessments = await assessmentsOf(q, reportIds);
  return new Map(assessments.map(({ reportId, urgency }) => [reportId, urgency]));
}
