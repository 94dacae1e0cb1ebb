import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { exhaustive } from '#core/exhaustive.ts';
import { resolveReport } from '#features/intake';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { type DecideLinkRefusal, decideLink } from './commands/decide-link.ts';
import { type UndoVerdictRefusal, undoVerdict } from './commands/undo-verdict.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { MESSAGES } from './messages.ts';
import { counted, presentEdges } from './queries/present-edges.ts';
import { readLinks } from './queries/read-links.ts';
import { readSubject, type UrgencyOf } from './queries/read-subject.ts';
import { STRONG_KINDS } from './types.ts';

/** What the routes work with; `urgencyOf` is triage's, and the column stays empty without it. */
export interface LinkingRouteDeps {
  readonly clock: Clock;
  readonly urgencyOf?: UrgencyOf;
}

const words = z.object({ en: z.string(), fr: z.string() });
const acts = z.array(z.object({ name: z.string(), allowed: z.boolean(), reason: words.nullable() }));
const standing = z.enum(['proposed', 'confirmed']);

const edgeBody = z.object({
  id: z.number().int(),
  a: z.string(),
  b: z.string(),
  kind: z.enum(STRONG_KINDS),
  value: z.string(),
  service: z.string().nullable(),
  weight: z.number(),
  parts: z.array(z.object({ comparison: z.string(), level: z.string(), weight: z.number() })),
  reportsSharing: z.number().int(),
  hub: z.boolean(),
  verdict: z.enum(['proposed', 'same', 'maybe', 'different']),
  verdictBy: z.string().nullable(),
  verdictAt: z.string().nullable(),
  model: z.string(),
  actions: acts,
});

const subjectBody = z.object({
  subject: z.string(),
  standing,
  mayBeMinor: z.boolean(),
  reportCount: z.number().int(),
  reports: z.array(
    z.object({
      report: z.string(),
      receivedAt: z.string(),
      source: z.string(),
      sender: z.string(),
      urgency: z.string().nullable(),
      state: z.string(),
      standing,
    }),
  ),
  identifiers: z.array(
    z.object({
      kind: z.enum(STRONG_KINDS),
      value: z.string(),
      service: z.string().nullable(),
      reports: z.number().int(),
      hub: z.boolean(),
      weight: z.number(),
    }),
  ),
  edges: z.array(edgeBody),
  actions: acts,
});

const linkId = z.object({ id: z.coerce.number().int().positive() });

/** `reports/{report}/links`, `subjects/{subject}`, `links/{id}/verdict`. */
export function linkingRoutes(deps: LinkingRouteDeps): readonly Route[] {
  return [showLinks(), showSubject(deps), giveVerdict(deps), takeVerdictBack(deps)];
}

function showLinks(): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/links',
    audience: 'staff',
    summary: 'What a report is linked to, by which values, and how much each weighs',
    permission: PERMISSIONS.seeLinks,
    audit: PERMISSIONS.seeLinks.name,
    params: z.object({ report: z.string().max(100) }),
    answer: z.object({ subject: z.string().nullable(), edges: z.array(edgeBody) }),
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const links = await readLinks(tx, actor, report.reportId);
      return links.ok ? answer(links.value) : notFound();
    },
  });
}

function showSubject(deps: LinkingRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/subjects/:subject',
    audience: 'staff',
    summary: 'Everything about one possible person across reports',
    permission: PERMISSIONS.seeSubject,
    audit: PERMISSIONS.seeSubject.name,
    params: z.object({ subject: z.string().max(20) }),
    answer: subjectBody,
    handle: async ({ tx, params, actor }) => {
      const subjectId = /^(?:S-)?(\d{1,15})$/.exec(params.subject)?.[1];
      if (subjectId === undefined) return notFound();
      const subject = await readSubject(tx, deps, actor, Number(subjectId));
      return subject.ok ? answer(subject.value) : notFound();
    },
  });
}

function giveVerdict(deps: LinkingRouteDeps): Route {
  return route({
    method: 'POST',
    path: '/links/:id/verdict',
    audience: 'staff',
    summary: 'Say that two reports concern the same person, may do so, or do not',
    permission: PERMISSIONS.decideLink,
    audit: PERMISSIONS.decideLink.name,
    params: linkId,
    body: z.object({ verdict: z.enum(['same', 'maybe', 'different']) }),
    answer: edgeBody,
    handle: async ({ tx, params, body, actor }) => {
      const decided = await decideLink(tx, deps, actor, params.id, body.verdict);
      if (!decided.ok) return refusalOf(decided.refusal);
      const [edge] = await presentEdges(tx, actor, [decided.value]);
      return answer(edge);
    },
  });
}

function takeVerdictBack(deps: LinkingRouteDeps): Route {
  return route({
    method: 'DELETE',
    path: '/links/:id/verdict',
    audience: 'staff',
    summary: 'Take the newest verdict on a link back; everything it changed is restored',
    permission: PERMISSIONS.decideLink,
    audit: PERMISSIONS.decideLink.name,
    params: linkId,
    answer: edgeBody,
    handle: async ({ tx, params, actor }) => {
      const undone = await undoVerdict(tx, deps, actor, params.id);
      if (!undone.ok) return refusalOf(undone.refusal);
      const [edge] = await presentEdges(tx, actor, [undone.value]);
      return answer(edge);
    },
  });
}

function refusalOf(refusal: DecideLinkRefusal | UndoVerdictRefusal): RouteAnswer {
  switch (refusal.kind) {
    case 'not-permitted':
    case 'unknown-link':
      return notFound();
    case 'already-decided':
      return refused({ status: 409, code: refusal.kind, title: MESSAGES.alreadyDecided });
    case 'hub-alone':
      return refused({ status: 409, code: refusal.kind, title: counted(MESSAGES.hubAlone, refusal.reportsSharing) });
    case 'kept-apart':
      return refused({ status: 409, code: refusal.kind, title: MESSAGES.keptApart });
    case 'nothing-to-undo':
      return refused({ status: 409, code: refusal.kind, title: MESSAGES.nothingToUndo });
    case 'changed-since':
      return refused({ status: 409, code: refusal.kind, title: MESSAGES.changedSince });
    default:
      return exhaustive(refusal);
  }
}
