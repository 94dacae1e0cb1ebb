import { z } from 'zod';
import { type Clock, type Instant, parseInstant } from '#core/clock.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { changeIncident, noteIncidentTold } from './commands/change-incident.ts';
import { openIncident } from './commands/open-incident.ts';
import type { IncidentChange } from './domain/apply-act.ts';
import { INCIDENT_KIND_CODES, type IncidentKindCode } from './domain/incident-kinds.ts';
import { INCIDENT_STATES } from './domain/incident-status.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { MESSAGES } from './messages.ts';
import { listIncidents, showIncident } from './queries/show-incidents.ts';

interface Deps {
  readonly clock: Clock;
}

const words = z.object({ en: z.string(), fr: z.string() });
const text = z.string().trim().min(1).max(4_000);
const when = z.iso.datetime({ offset: true }).nullish();
const material = z.enum(['material', 'not-material']);

const clockBody = z.object({
  kind: z.string(),
  words,
  tell: words,
  dueAt: z.string(),
  source: z.string(),
  standing: z.string(),
  state: z.enum(['running', 'over', 'met', 'late', 'ended']),
  metAt: z.string().nullable(),
  endedReason: z.string().nullable(),
});

const lineBody = z.object({
  number: z.string(),
  kind: z.string(),
  words,
  state: z.enum(INCIDENT_STATES),
  what: z.string(),
  knownAt: z.string(),
  material: material.nullable(),
  byItself: z.boolean(),
  nextClock: clockBody.nullable(),
});

const incidentBody = lineBody.extend({
  openedBy: z.string(),
  happenedAt: z.string().nullable(),
  affected: z.string().nullable(),
  containment: z.string().nullable(),
  judgement: z.string().nullable(),
  jeopardisesFunction: z.boolean().nullable(),
  personalInformation: z.boolean().nullable(),
  closedAt: z.string().nullable(),
  clocks: z.array(clockBody),
  timeline: z.array(z.object({ act: z.string(), by: z.string(), at: z.string(), note: z.string().nullable() })),
  told: z.array(
    z.object({
      told: z.string(),
      clock: z.string().nullable(),
      reference: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  actions: z.array(z.object({ name: z.string(), allowed: z.boolean(), reason: words.nullable() })),
});

const numberParam = z.object({ incident: z.string().max(40) });
const opened = z.object({ number: z.string() });

/** `incidents`: the register, one incident with its clocks and timeline, and what people do with it. */
export function incidentRoutes(deps: Deps): readonly Route[] {
  return [list(deps), show(deps), open(deps), describeIt(deps), move(deps), judge(deps), tell(deps)];
}

function list(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/incidents',
    audience: 'staff',
    summary: 'The incident register, open ones first',
    permission: PERMISSIONS.see,
    audit: PERMISSIONS.see.name,
    answer: z.object({ items: z.array(lineBody) }),
    handle: async ({ tx, actor }) => {
      const found = await listIncidents(tx, deps, actor);
      return found.ok ? answer({ items: found.value }) : notFound();
    },
  });
}

function show(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/incidents/:incident',
    audience: 'staff',
    summary: 'One incident with its clocks, timeline and who was told',
    permission: PERMISSIONS.see,
    audit: PERMISSIONS.see.name,
    params: numberParam,
    answer: incidentBody,
    handle: async ({ tx, actor, params }) => {
      const found = await showIncident(tx, deps, actor, params.incident);
      return found.ok ? answer(found.value) : notFound();
    },
  });
}

function open(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/incidents',
    audience: 'staff',
    summary: 'Say that something went wrong',
    permission: PERMISSIONS.open,
    audit: PERMISSIONS.open.name,
    body: z.object({
      kind: z.enum(INCIDENT_KIND_CODES as [IncidentKindCode, ...IncidentKindCode[]]),
      what: text,
      affected: text.nullish(),
      happenedAt: when,
    }),
    answer: opened,
    handle: async ({ tx, actor, body }) => {
      const { kind, what, affected = null } = body;
      const said = { kind, what, affected, happenedAt: read(body.happenedAt) };
      const made = await openIncident(tx, deps, actor, said);
      return made.ok ? answer({ number: made.value.number }) : notFound();
    },
  });
}

function describeIt(deps: Deps): Route {
  return route({
    method: 'PUT',
    path: '/incidents/:incident',
    audience: 'staff',
    summary: 'Say what happened, who is affected and what it touches',
    permission: PERMISSIONS.work,
    audit: PERMISSIONS.work.name,
    params: numberParam,
    body: z.object({
      what: text,
      affected: text.nullish(),
      happenedAt: when,
      jeopardisesFunction: z.boolean().nullable(),
      personalInformation: z.boolean().nullable(),
      note: text,
    }),
    answer: opened,
    handle: ({ tx, actor, params, body }) => {
      const { affected = null, happenedAt, ...rest } = body;
      const change: IncidentChange = { act: 'describe', ...rest, affected, happenedAt: read(happenedAt) };
      return changed(tx, deps, actor, params.incident, change);
    },
  });
}

function move(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/incidents/:incident/moves',
    audience: 'staff',
    summary: 'Contain, close or reopen an incident, with what was done',
    permission: PERMISSIONS.work,
    audit: PERMISSIONS.work.name,
    params: numberParam,
    body: z.object({ act: z.enum(['contain', 'close', 'reopen']), note: text }),
    answer: opened,
    handle: ({ tx, actor, params, body }) => changed(tx, deps, actor, params.incident, body),
  });
}

function judge(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/incidents/:incident/judgement',
    audience: 'staff',
    summary: 'Judge whether the incident was material',
    permission: PERMISSIONS.judge,
    audit: PERMISSIONS.judge.name,
    params: numberParam,
    body: z.object({ material, note: text }),
    answer: opened,
    handle: ({ tx, actor, params, body }) => changed(tx, deps, actor, params.incident, { act: 'judge', ...body }),
  });
}

function tell(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/incidents/:incident/told',
    audience: 'staff',
    summary: 'Say who was told, under which reference; a clock named with it is met',
    permission: PERMISSIONS.work,
    audit: PERMISSIONS.work.name,
    params: numberParam,
    body: z.object({
      told: z.string().trim().min(1).max(300),
      clock: z.string().max(60).nullish(),
      reference: z.string().trim().max(200).nullish(),
    }),
    answer: opened,
    handle: async ({ tx, actor, params, body }) => {
      const { told, clock = null, reference = null } = body;
      const noted = await noteIncidentTold(tx, deps, actor, params.incident, { told, clock, reference });
      return noted.ok ? answer(noted.value) : problemOf(noted.refusal.kind);
    },
  });
}

async function changed(
  tx: Parameters<typeof changeIncident>[0],
  deps: Deps,
  actor: Parameters<typeof changeIncident>[2],
  number: string,
  change: IncidentChange,
): Promise<RouteAnswer> {
  const done = await changeIncident(tx, deps, actor, number, change);
  return done.ok ? answer({ number: done.value.number }) : problemOf(done.refusal.kind);
}

function read(given: string | null | undefined): Instant | null {
  return given == null ? null : parseInstant(given);
}

/** Not permitted and unknown look alike outside. */
function problemOf(kind: string): RouteAnswer {
  if (kind === 'not-permitted' || kind === 'no-such-incident') return notFound();
  return refused({ status: 409, code: kind, title: MESSAGES[kind as keyof typeof MESSAGES] });
}
