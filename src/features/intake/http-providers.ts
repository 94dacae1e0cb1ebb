import { z } from 'zod';
import { type Clock, type Instant, parseInstant, plusMs } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { DAY_MS } from '#core/units.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route, unknownAfter } from '#platform/http/route.ts';
import { changeProvider, tiePerson } from './commands/keep-providers.ts';
import { KEEP_PROVIDERS, READ_REPORT, SEE_PROVIDERS } from './domain/permissions.ts';
import { PROVIDER_REFUSALS } from './notice-messages.ts';
import { showReceipt } from './queries/notices.ts';
import { listProviders, qualityCard } from './queries/quality-card.ts';
import { resolveReport } from './queries/resolve-report.ts';

const text = z.string().nullable();
const provider = z.object({
  code: z.string(),
  name: z.string(),
  nameFr: text,
  contactName: text,
  contactEmail: text,
  contactPhone: text,
  since: z.string(),
});
const count = z.number().int();
const words = z.object({ en: z.string(), fr: z.string() });

/** What a quality card says, wherever it is shown. */
export const qualityBody = z.object({
  provider: z.object({ code: z.string(), name: z.string(), nameFr: text }),
  period: z.object({ from: z.string(), to: z.string() }),
  quality: z.object({
    notices: count,
    connections: count,
    connectionsWithoutPort: count,
    times: count,
    timesWithoutZone: count,
    files: count,
    filesViewUnstated: count,
    repeats: count,
    duplicates: count,
    amended: count,
    lagMedianMinutes: z.number().nullable(),
    lagP90Minutes: z.number().nullable(),
    lagKnown: count,
    discoveredLater: count,
    missing: z.object({ a: count, b: count, c: count, d: count, e: count }),
    transmissionDataMissing: count,
    completenessMedian: z.number().nullable(),
  }),
  lines: z.array(
    z.object({
      code: z.string(),
      figure: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('share'), count, of: count }),
        z.object({ kind: z.enum(['minutes', 'percent']), value: z.number().nullable() }),
      ]),
      canImprove: z.boolean(),
      name: words,
      means: words,
      better: words,
    }),
  ),
});

const codeParam = z.object({ provider: z.string().max(40) });
const line = z.string().trim().min(1).max(200);
const instant = z.iso.datetime({ offset: true });

/** Providers for those who keep in touch with them: who they are, who acts for them, how good their notices are. */
export function providerRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [list(), quality(deps), change(), tie(deps), receipt()];
}

function list(): Route {
  return route({
    method: 'GET',
    path: '/providers',
    audience: 'staff',
    summary: 'Providers that ever notified, by their identifier',
    permission: SEE_PROVIDERS,
    audit: SEE_PROVIDERS.name,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().max(40).optional(),
    }),
    answer: z.object({ items: z.array(provider), next: text }),
    handle: async ({ tx, actor, query: { limit, after } }) => {
      const found = await listProviders(tx, actor, after === undefined ? { limit } : { limit, after });
      if (!found.ok) return found.refusal.kind === 'unknown-after' ? unknownAfter() : notFound();
      return answer({ ...found.value, items: found.value.items.map(({ providerId: _, ...shown }) => shown) });
    },
  });
}

/** Without a period: the last 90 days. */
const USUAL_PERIOD_MS = 90 * DAY_MS;

function quality({ clock }: { readonly clock: Clock }): Route {
  return route({
    method: 'GET',
    path: '/providers/{provider}/quality',
    audience: 'staff',
    summary: 'How good the notices of a provider were over a period',
    permission: SEE_PROVIDERS,
    audit: 'see-quality-card',
    params: codeParam,
    query: z.object({ from: instant.optional(), to: instant.optional() }),
    answer: qualityBody,
    handle: async ({ tx, actor, params, query }) => {
      const to = read(query.to) ?? clock.now();
      const period = { from: read(query.from) ?? plusMs(to, -USUAL_PERIOD_MS), to };
      const card = await qualityCard(tx, actor, params.provider, period);
      return card.ok ? answer(card.value) : problemOf(card.refusal);
    },
  });
}

function change(): Route {
  return route({
    method: 'PUT',
    path: '/providers/{provider}',
    audience: 'staff',
    summary: 'Names and contacts of a provider, and what else its machines and files call it',
    permission: KEEP_PROVIDERS,
    audit: 'change-provider',
    params: codeParam,
    body: z.object({
      name: line,
      nameFr: line.nullable().default(null),
      contactName: line.nullable().default(null),
      contactEmail: line.nullable().default(null),
      contactPhone: line.nullable().default(null),
      alsoCalled: z.array(line).max(50).default([]),
    }),
    answer: provider,
    handle: async ({ tx, actor, params, body }) => {
      const changed = await changeProvider(tx, actor, params.provider, body);
      if (!changed.ok) return problemOf(changed.refusal);
      const { providerId: _, ...shown } = changed.value;
      return answer(shown);
    },
  });
}

function tie(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'PUT',
    path: '/providers/{provider}/people/{person}',
    audience: 'staff',
    summary: 'Let a person with the role of a provider act for this one',
    permission: KEEP_PROVIDERS,
    audit: 'tie-person-to-provider',
    params: codeParam.extend({ person: z.coerce.number().int().positive() }),
    answer: z.object({ code: z.string(), name: z.string() }),
    handle: async ({ tx, actor, params }) => {
      const tied = await tiePerson(tx, deps, actor, { code: params.provider, staffId: params.person });
      return tied.ok ? answer({ code: tied.value.code, name: tied.value.name }) : problemOf(tied.refusal);
    },
  });
}

/** A receipt, wherever it is shown. */
export const receiptBody = z.object({
  incidentNumber: z.string(),
  provider: z.object({ name: z.string(), id: z.string() }),
  receivedAt: z.string(),
  sha256: z.string(),
  reference: text,
  amendments: z.array(z.object({ version: count, receivedAt: z.string(), sha256: z.string() })),
  told: z.object({
    duty: z.enum(['s2', 's3']),
    regime: text,
    regimeTitle: words.nullable(),
    missing: z.array(z.enum(['a', 'b', 'c', 'd', 'e'])),
    transmissionDataMissing: z.boolean(),
    completeness: z.number(),
    drift: z.array(z.object({ path: z.string(), kind: z.string() })),
    keeping: z.object({ until: z.string(), lastDay: z.string(), rule: words, destroyAfter: words }).nullable(),
  }),
});

function receipt(): Route {
  return route({
    method: 'GET',
    path: '/reports/{report}/receipt',
    audience: 'staff',
    summary: 'The receipt a provider was given for its notice',
    permission: READ_REPORT,
    audit: 'print-receipt',
    params: z.object({ report: z.string().min(1).max(80) }),
    answer: receiptBody,
    handle: async ({ tx, params, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const shown = await showReceipt(tx, actor, head.reportId);
      return shown.ok && shown.value !== null ? answer(shown.value) : notFound();
    },
  });
}

function read(given: string | undefined): Instant | null {
  return given === undefined ? null : parseInstant(given);
}

function problemOf(refusal: { readonly kind: string; readonly names?: readonly string[] }): RouteAnswer {
  const title: Bilingual | undefined = PROVIDER_REFUSALS[refusal.kind as keyof typeof PROVIDER_REFUSALS];
  if (title === undefined) return notFound();
  const names = (refusal.names ?? []).join(', ');
  const said = names === '' ? title : { en: `${title.en} ${names}`, fr: `${title.fr} ${names}` };
  return refused({ status: 409, code: refusal.kind, title: said });
}
