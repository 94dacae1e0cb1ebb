import { z } from 'zod';
import { LANGUAGES } from '#core/locale.ts';
import { type ActsByKind, requirePermission } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route, unknownAfter } from '#platform/http/route.ts';
import { expungeReports, LARGEST_DISPOSAL, proposeExpunge } from './commands/expunge-reports.ts';
import type { DisposalObstacle } from './domain/disposal-plan.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { holdRoutes } from './http-holds.ts';
import { DISPOSAL_REFUSALS, STANDING_WORDS } from './messages.ts';
import type { DisposalDeps } from './queries/assess-disposal.ts';
import { certificatePdf, listCertificates, showCertificate } from './queries/certificates.ts';
import { dueReports } from './queries/due-reports.ts';
import { RETENTION } from './rule-book.ts';

const words = z.object({ en: z.string(), fr: z.string() });
const period = z.object({ amount: z.number(), unit: z.enum(['days', 'years']) });

const dueBody = z.object({
  reportId: z.number().int(),
  report: z.string(),
  source: z.string(),
  state: z.string(),
  class: z.object({ code: z.string(), words, authority: words }),
  ruleSource: z.string(),
  ruleStanding: z.string(),
  lastUsedAt: z.string(),
  dueAt: z.string(),
  standing: z.string(),
  why: words,
  holds: z.array(z.number().int()),
  sharedPackages: z.array(z.string()),
  rows: z.number().int(),
});

const scheduleBody = z.object({
  version: z.string(),
  classes: z.array(
    z.object({
      code: z.string(),
      words,
      states: z.array(z.string()),
      trigger: z.string(),
      period,
      hold: z.string(),
      authority: words,
      source: z.string(),
      standing: z.string(),
      effectiveFrom: z.string(),
      effectiveTo: z.string().nullable(),
    }),
  ),
});

const certificateLine = z.object({
  number: z.string(),
  signedAt: z.string(),
  signer: z.string(),
  reports: z.array(z.string()),
  authority: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  documents: z.object({ en: z.boolean(), fr: z.boolean() }),
});

const numberParam = z.object({ number: z.string().max(40) });

/** `retention`: the table, what is due and why (dry run), proposing a disposal, holds, certificates. */
export function retentionRoutes(deps: DisposalDeps): readonly Route[] {
  return [schedule(), due(deps), propose(deps), certificates(), certificate(), document(), ...holdRoutes(deps)];
}

/** What the list of proposals carries out for this slice. */
export function disposalActs(deps: DisposalDeps): ActsByKind {
  return {
    expunge: async (tx, actor, { content }) => {
      const reports = content['reports'];
      const numbers = Array.isArray(reports) ? reports.map(String) : [];
      const done = await expungeReports(tx, deps, actor, numbers);
      return done.ok ? answer(done.value) : problemOf(done.refusal);
    },
  };
}

function schedule(): Route {
  return route({
    method: 'GET',
    path: '/retention/schedule',
    audience: 'staff',
    summary: 'The retention table in force, with sources',
    permission: PERMISSIONS.seeRetention,
    audit: PERMISSIONS.seeRetention.name,
    answer: scheduleBody,
    handle: async ({ tx, actor }) => {
      const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRetention);
      return allowed.ok ? answer({ version: RETENTION.version, classes: RETENTION.classes }) : notFound();
    },
  });
}

function due(deps: DisposalDeps): Route {
  return route({
    method: 'GET',
    path: '/retention/due',
    audience: 'staff',
    summary: 'What would be disposed of now, and why (dry run)',
    permission: PERMISSIONS.seeRetention,
    audit: PERMISSIONS.seeRetention.name,
    query: z.object({ after: z.string().max(100).optional() }),
    answer: z.object({ rules: z.string(), items: z.array(dueBody), next: z.string().nullable() }),
    handle: async ({ tx, actor, query }) => {
      const found = await dueReports(tx, deps, actor, query.after ?? null);
      if (!found.ok) return found.refusal.kind === 'unknown-after' ? unknownAfter() : notFound();
      const { items, next } = found.value;
      return answer({
        rules: RETENTION.version,
        items: items.map((item) => ({ ...item, why: STANDING_WORDS[item.standing] })),
        next,
      });
    },
  });
}

function propose(deps: DisposalDeps): Route {
  return route({
    method: 'POST',
    path: '/retention/expunges',
    audience: 'staff',
    summary: 'Put the disposal of exactly these reports before a second person',
    permission: PERMISSIONS.expunge,
    audit: 'propose-act',
    stepUp: true,
    body: z.object({
      reports: z.array(z.string().max(40)).min(1).max(LARGEST_DISPOSAL),
      reason: z.string().trim().min(1).max(2_000),
    }),
    answer: z.object({ proposalId: z.number().int() }),
    handle: async ({ tx, actor, body }) => {
      const proposed = await proposeExpunge(tx, deps, actor, body);
      return proposed.ok ? answer(proposed.value) : problemOf(proposed.refusal);
    },
  });
}

function certificates(): Route {
  return route({
    method: 'GET',
    path: '/retention/certificates',
    audience: 'staff',
    summary: 'Certificates of destruction, and disposals still being completed',
    permission: PERMISSIONS.seeRetention,
    audit: 'list-certificates',
    answer: z.object({
      items: z.array(certificateLine),
      underWay: z.array(z.object({ first: z.string(), at: z.string(), reports: z.number().int() })),
    }),
    handle: async ({ tx, actor }) => {
      const found = await listCertificates(tx, actor);
      return found.ok ? answer(found.value) : notFound();
    },
  });
}

function certificate(): Route {
  return route({
    method: 'GET',
    path: '/retention/certificates/:number',
    audience: 'staff',
    summary: 'One certificate as signed: its bytes and the detached signature, in base64',
    permission: PERMISSIONS.seeRetention,
    audit: 'show-certificate',
    params: numberParam,
    answer: z.object({
      number: z.string(),
      body: z.string(),
      signature: z.string(),
      signer: z.string(),
      signedAt: z.string(),
    }),
    handle: async ({ tx, actor, params }) => {
      const found = await showCertificate(tx, actor, params.number);
      if (!found.ok) return notFound();
      const { number, body, signature, signer, signedAt } = found.value;
      return answer({
        number,
        body: body.toString('base64'),
        signature: signature.toString('base64'),
        signer,
        signedAt,
      });
    },
  });
}

function document(): Route {
  return route({
    method: 'GET',
    path: '/retention/certificates/:number/document',
    audience: 'staff',
    summary: 'The printed certificate (PDF)',
    permission: PERMISSIONS.seeRetention,
    audit: 'show-certificate',
    params: numberParam,
    query: z.object({ language: z.enum(LANGUAGES).default('en') }),
    handle: async ({ tx, actor, params, query, reply }) => {
      const found = await certificatePdf(tx, actor, params.number, query.language);
      if (!found.ok) return notFound();
      reply.type('application/pdf').header('cache-control', 'no-store');
      return answer(found.value);
    },
  });
}

type Refusal = { readonly kind: string; readonly obstacles?: readonly DisposalObstacle[] };

function problemOf(refusal: Refusal): RouteAnswer {
  const title = DISPOSAL_REFUSALS[refusal.kind as keyof typeof DISPOSAL_REFUSALS];
  if (title === undefined) return notFound();
  const lines = (refusal.obstacles ?? []).slice(0, OBSTACLES_SAID);
  const said = (language: 'en' | 'fr') =>
    [title[language], ...lines.map((one) => `${one.report}: ${STANDING_WORDS[one.standing][language]}`)].join(' ');
  return refused({ status: 409, code: refusal.kind, title: { en: said('en'), fr: said('fr') } });
}

// A title is read by people: the first ten reports that stay, each with its reason.
const OBSTACLES_SAID = 10;
