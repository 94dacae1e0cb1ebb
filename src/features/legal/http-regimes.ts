import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { ActsByKind } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { proposeRegimeDay, setRegimeDay } from './commands/set-regime-date.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { REGIME_REFUSALS } from './messages.ts';
import { listRegimes } from './queries/regimes.ts';

interface Deps {
  readonly clock: Clock;
}

const words = z.object({ en: z.string(), fr: z.string() });

const regimeBody = z.object({
  code: z.string(),
  title: words,
  isInForce: z.boolean(),
  daySettable: z.boolean(),
  inForceFrom: z.string().nullable(),
  preservation: z.object({ amount: z.number(), unit: z.enum(['days', 'years']), zone: z.string() }),
  notice: z.object({
    required: z.array(z.enum(['a', 'b', 'c', 'd', 'e'])),
    transmissionData: z.enum(['asked', 'when-manifest']),
    addressee: words,
  }),
  keeping: z.object({ rule: words, destroyAfter: words }),
  section: words,
  source: z.string(),
  standing: z.string(),
  days: z.array(
    z.object({
      inForceFrom: z.string().nullable(),
      authority: z.string(),
      setBy: z.string(),
      approvedBy: z.string(),
      setAt: z.string(),
    }),
  ),
});

/** `regimes`: what the law asks of a notice and since when; the day of a regime to come, for two persons to set. */
export function regimeRoutes(deps: Deps): readonly Route[] {
  return [list(deps), propose(deps)];
}

/** What the list of proposals carries out for this slice. */
export function regimeActs(deps: Deps): ActsByKind {
  return {
    'regime-date': async (tx, actor, { content }) => {
      const { regime, inForceFrom, authority } = content;
      const day = {
        regime: String(regime),
        inForceFrom: typeof inForceFrom === 'string' ? inForceFrom : null,
        authority: String(authority),
      };
      const done = await setRegimeDay(tx, deps, actor, day);
      return done.ok ? answer(done.value) : problemOf(done.refusal.kind);
    },
  };
}

function list(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/regimes',
    audience: 'staff',
    summary: 'Regimes of the mandatory notice, with what each asks and since when',
    permission: PERMISSIONS.seeRegimes,
    audit: PERMISSIONS.seeRegimes.name,
    answer: z.object({ items: z.array(regimeBody) }),
    handle: async ({ tx, actor }) => {
      const found = await listRegimes(tx, deps, actor);
      return found.ok ? answer({ items: found.value }) : notFound();
    },
  });
}

function propose(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/regimes/:regime/days',
    audience: 'staff',
    summary: 'Put the day a regime comes into force before a second person',
    permission: PERMISSIONS.setRegimeDate,
    audit: 'propose-act',
    stepUp: true,
    params: z.object({ regime: z.string().max(40) }),
    body: z.object({
      inForceFrom: z.iso.date().nullable(),
      authority: z.string().trim().min(1).max(500),
      reason: z.string().trim().min(1).max(2_000),
    }),
    answer: z.object({ proposalId: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const proposed = await proposeRegimeDay(tx, deps, actor, { ...body, regime: params.regime });
      return proposed.ok ? answer(proposed.value) : problemOf(proposed.refusal.kind);
    },
  });
}

function problemOf(kind: string): RouteAnswer {
  const title = REGIME_REFUSALS[kind as keyof typeof REGIME_REFUSALS];
  return title ? refused({ status: 409, code: kind, title }) : notFound();
}
