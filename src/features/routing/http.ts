import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { requirePermission } from '#features/access';
import { resolveReport } from '#features/intake';
import { answer, notFound, type Route, refused, route, unknownAfter } from '#platform/http/route.ts';
import { acceptRoute } from './commands/accept-route.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { contactRoutes } from './http-contacts.ts';
import { directoryChangeRoutes } from './http-keys.ts';
import { agencyByCode, listAgencies } from './queries/agency-by-code.ts';
import { readRoutes } from './queries/read-routes.ts';

const words = z.object({ en: z.string(), fr: z.string() });

const candidateBody = z.object({
  role: z.enum(['reported-place', 'victim-place']),
  rank: z.number().int(),
  agency: z.object({
    code: z.string(),
    name: words,
    dutyLine: z.string().nullable(),
    languages: z.array(z.string()),
    confirmBeforeFirstUse: z.boolean(),
  }),
  weight: z.number(),
  reasons: z.array(z.object({ words, path: z.string().nullable(), weight: z.number() })),
  cautions: z.array(z.object({ code: z.string(), words, path: z.string().nullable() })),
});

const routeBody = z.object({
  routeId: z.number().int(),
  role: z.enum(['reported-place', 'victim-place']),
  code: z.string(),
  status: z.enum(['proposed', 'accepted', 'contested']),
  decidedBy: z.string(),
  decidedAt: z.string(),
});

const agencyBody = z.object({
  code: z.string(),
  name: words,
  country: z.string(),
  languages: z.array(z.string()),
  packageLanguage: z.enum(['en', 'fr']),
  kind: z.string(),
  dutyLine: z.string().nullable(),
  confirmBeforeFirstUse: z.boolean(),
  caution: z.string().nullable(),
  policeChannel: z.string().nullable(),
  agreement: z.string().nullable(),
  contactVerifiedOn: z.string().nullable(),
  standing: z.enum(['verified', 'second-hand', 'to-be-confirmed']),
  source: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  channel: z.object({ kind: z.enum(['spool', 'pickup']) }).nullable(),
});

const keyBody = z.object({
  keyId: z.number().int(),
  form: z.enum(['x509', 'age']),
  fingerprint: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});

const DIRECTORY_PAGE = 50;
const LONGEST_PAGE = 200;

/** `reports/{report}/routes` and the police directory. */
export function routingRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [
    showRoutes(),
    acceptProposed(deps),
    showDirectory(),
    showAgency(),
    ...directoryChangeRoutes(deps),
    ...contactRoutes(deps),
  ];
}

function showRoutes(): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/routes',
    audience: 'staff',
    summary: 'Candidate police services of a report, ranked, with reasons and cautions',
    permission: PERMISSIONS.seeRoutes,
    audit: PERMISSIONS.seeRoutes.name,
    params: z.object({ report: z.string().max(100) }),
    answer: z.object({
      candidates: z.array(candidateBody),
      route: routeBody.nullable(),
      routes: z.array(routeBody),
      ruleVersion: z.string().nullable(),
    }),
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const routes = await readRoutes(tx, actor, report.reportId);
      return routes.ok ? answer(routes.value) : notFound();
    },
  });
}

const ALREADY_ACCEPTED = refused({
  status: 409,
  code: 'route-already-accepted',
  title: { en: 'This route is already accepted.', fr: 'Cet acheminement est déjà accepté.' },
});

function acceptProposed(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/routes/:role/acceptance',
    audience: 'staff',
    summary: 'Accept a route proposed beside the decided one',
    permission: PERMISSIONS.acceptRoute,
    audit: PERMISSIONS.acceptRoute.name,
    params: z.object({ report: z.string().max(100), role: z.enum(['reported-place', 'victim-place']) }),
    answer: routeBody,
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const accepted = await acceptRoute(tx, deps, actor, { reportId: report.reportId, role: params.role });
      if (accepted.ok) return answer(accepted.value);
      return accepted.refusal.kind === 'already-accepted' ? ALREADY_ACCEPTED : notFound();
    },
  });
}

function showDirectory(): Route {
  return route({
    method: 'GET',
    path: '/agencies',
    audience: 'staff',
    summary: 'The police directory, by code',
    permission: PERMISSIONS.seeDirectory,
    audit: PERMISSIONS.seeDirectory.name,
    query: z.object({
      country: z.string().length(2).optional(),
      q: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(DIRECTORY_PAGE),
      after: z.string().max(100).optional(),
    }),
    answer: z.object({ items: z.array(agencyBody), next: z.string().nullable() }),
    handle: async ({ tx, query, actor }) => {
      if (!(await requirePermission(tx, actor, PERMISSIONS.seeDirectory)).ok) return notFound();
      const { country = null, q = null, limit, after = null } = query;
      const page = await listAgencies(tx, { country, text: q, limit, after });
      return page.ok ? answer(page.value) : unknownAfter();
    },
  });
}

function showAgency(): Route {
  return route({
    method: 'GET',
    path: '/agencies/:code',
    audience: 'staff',
    summary: 'One police service with its channel and live keys',
    permission: PERMISSIONS.seeDirectory,
    audit: PERMISSIONS.seeDirectory.name,
    params: z.object({ code: z.string().max(20) }),
    answer: agencyBody.extend({ keys: z.array(keyBody) }),
    handle: async ({ tx, params, actor }) => {
      if (!(await requirePermission(tx, actor, PERMISSIONS.seeDirectory)).ok) return notFound();
      const agency = await agencyByCode(tx, params.code);
      return agency === null ? notFound() : answer(agency);
    },
  });
}
