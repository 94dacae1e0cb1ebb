import { z } from 'zod';
import { ROLES } from '#core/actor.ts';
import { answer, notFound, type Route, route } from '#platform/http/route.ts';
import { requirePermission } from './commands/require-permission.ts';
import { SEE_NAMES } from './domain/permissions.ts';
import { findNames } from './store/people.ts';

/** `GET people/names`: who there is to be let in somewhere, or to be given a mandate. */
export function nameRoutes(): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/people/names',
      audience: 'staff',
      summary: 'Names of the people of this house, those with one role only where one is given',
      permission: SEE_NAMES,
      audit: { none: 'names of colleagues, as they stand on the door' },
      query: z.object({ role: z.enum(ROLES).optional() }),
      answer: z.object({ items: z.array(z.object({ staffId: z.number().int(), name: z.string() })) }),
      handle: async ({ tx, actor, query }) => {
        if (!(await requirePermission(tx, actor, SEE_NAMES)).ok) return notFound();
        return answer({ items: await findNames(tx, query.role ?? null) });
      },
    }),
  ];
}
