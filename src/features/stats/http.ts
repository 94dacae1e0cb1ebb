import { z } from 'zod';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { DISPOSITIONS, SOURCES } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import { answer, notFound, type Route, route } from '#platform/http/route.ts';
import { SEE_FIGURES } from './domain/permissions.ts';
import { baselineBody } from './http-baselines.ts';
import { ledgerFigures } from './queries/ledger-figures.ts';

const count = z.number().int();
const line = {
  received: count,
  receivedAdjusted: count.describe('each viral bundle counted once'),
  open: count,
  dispositioned: z.record(z.enum(DISPOSITIONS), count),
  difference: count,
};

const figuresBody = z.object({
  asOf: z.string(),
  balanced: z.boolean(),
  ...line,
  bySource: z.array(z.object({ source: z.enum(SOURCES), ...line })),
  byDay: z.array(z.object({ day: z.string(), ...line })),
  byYear: z.array(z.object({ year: count, ...line, baseline: z.array(baselineBody) })).optional(),
  imbalances: z.array(z.object({ report: z.string(), why: z.string() })),
});

/** `GET stats`: the ledger's figures. */
export function statsRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/stats',
      audience: 'staff-or-token',
      summary: 'received = dispositioned + open, to the unit',
      permission: SEE_FIGURES,
      audit: { none: 'figures hold no personal data' },
      query: z.object({
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
        by: z.enum(['source', 'day', 'year']).optional(),
      }),
      answer: figuresBody,
      handle: async ({ tx, query, actor }) => {
        const allowed = await requirePermission(tx, actor, SEE_FIGURES);
        if (!allowed.ok || !hasScope(actor)) return notFound();
        const { from = null, to = null, by = null } = query;
        return answer(await ledgerFigures(tx, { from, to, by, asOf: deps.clock.now() }));
      },
    }),
  ];
}

function hasScope(actor: Actor): boolean {
  return actor.kind !== 'token' || actor.scopes.includes('stats:read');
}
