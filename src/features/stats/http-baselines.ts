import { z } from 'zod';
import { SOURCES } from '#core/vocabulary.ts';
import { type ActsByKind, requirePermission } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { type BaselineDeps, enterBaseline, proposeBaseline } from './commands/enter-baseline.ts';
import { figureOf, MEASURES } from './domain/baseline.ts';
import { PROPOSE_BASELINE, SEE_FIGURES } from './domain/permissions.ts';
import { BASELINE_REFUSALS } from './messages.ts';
import { listBaselines } from './queries/baselines.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;

/** A former yearly total in an answer. */
export const baselineBody = z.object({
  id: z.number().int(),
  year: z.number().int(),
  source: z.enum(SOURCES).nullable(),
  measure: z.enum(MEASURES),
  value: z.number().int(),
  provenance: z.string(),
  documentSha256: z.string(),
  enteredBy: z.string(),
  approvedBy: z.string(),
  enteredAt: z.string(),
  signer: z.string(),
  replaces: z.number().int().nullable(),
  isReplaced: z.boolean(),
});

/** `stats/baselines`: totals of former years, entered once, sourced and signed. */
export function baselineRoutes(deps: BaselineDeps): readonly Route[] {
  return [list(), propose(deps)];
}

/** What the list of proposals carries out for this slice. */
export function baselineActs(deps: BaselineDeps): ActsByKind {
  return {
    'baseline-figure': async (tx, actor, { content }) => {
      const figure = figureOf(content);
      if (figure === null) return notFound();
      const entered = await enterBaseline(tx, deps, actor, figure);
      return entered.ok ? answer({ id: entered.value.baselineId }) : problemOf(entered.refusal.kind);
    },
  };
}

function list(): Route {
  return route({
    method: 'GET',
    path: '/stats/baselines',
    audience: 'staff-or-token',
    summary: 'Totals of former years, the corrected ones too',
    permission: SEE_FIGURES,
    audit: { none: 'figures hold no personal data' },
    answer: z.object({ items: z.array(baselineBody) }),
    handle: async ({ tx, actor }) => {
      const allowed = await requirePermission(tx, actor, SEE_FIGURES);
      const mayRead = actor.kind !== 'token' || actor.scopes.includes('stats:read');
      return allowed.ok && mayRead
        ? answer({ items: await listBaselines(tx, { from: FIRST_YEAR, to: LAST_YEAR }) })
        : notFound();
    },
  });
}

function propose(deps: BaselineDeps): Route {
  return route({
    method: 'POST',
    path: '/stats/baselines',
    audience: 'staff',
    summary: 'Puts a total of a former year before a second person',
    permission: PROPOSE_BASELINE,
    audit: 'propose-act',
    body: z.object({
      year: z.number().int().min(FIRST_YEAR).max(LAST_YEAR),
      source: z.enum(SOURCES).nullable().default(null),
      measure: z.enum(MEASURES),
      value: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      provenance: z.string().trim().min(1).max(2_000),
      documentSha256: z.string().regex(/^[0-9a-f]{64}$/),
      corrects: z.boolean().default(false),
      reason: z.string().trim().min(1).max(2_000),
    }),
    handle: async ({ tx, actor, body }) => {
      const proposed = await proposeBaseline(tx, deps, actor, body);
      if (proposed.ok) return { status: 202, body: { proposal: proposed.value.proposalId } };
      return problemOf(proposed.refusal.kind);
    },
  });
}

function problemOf(kind: keyof typeof BASELINE_REFUSALS | 'not-permitted'): RouteAnswer {
  if (kind === 'not-permitted') return notFound();
  return refused({ status: 409, code: kind, title: BASELINE_REFUSALS[kind] });
}
