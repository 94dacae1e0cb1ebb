import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { answer, notFound, type Route, route } from '#platform/http/route.ts';
import { recallPackage } from './commands/recall-package.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { RECALL_REASONS } from './domain/recall.ts';
import { packageIdOf } from './queries/sealed-version.ts';
import { problemOf } from './refusal-problems.ts';

/** `packages/:package/recall`: what left is taken back, as far as it can be. */
export function recallRoute(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'POST',
    path: '/packages/:package/recall',
    audience: 'staff',
    summary: 'Take back a released package: nothing more leaves, whoever holds it is to be told, an incident opens',
    permission: PERMISSIONS.recallPackage,
    audit: PERMISSIONS.recallPackage.name,
    stepUp: true,
    params: z.object({ package: z.string().max(100) }),
    body: z.object({ because: z.enum(RECALL_REASONS), reason: z.string().trim().min(1).max(2_000) }),
    answer: z.object({ package: z.string(), state: z.literal('retracted') }),
    handle: async ({ tx, actor, params, body }) => {
      const packageId = await packageIdOf(tx, params.package);
      if (packageId === null) return notFound();
      const recalled = await recallPackage(tx, deps, actor, { packageId, ...body });
      return recalled.ok ? answer({ package: params.package, state: 'retracted' }) : problemOf(recalled.refusal);
    },
  });
}
