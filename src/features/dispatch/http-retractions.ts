import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { packageHeads } from '#features/packaging';
import { answer, notFound, type Route, refused, route } from '#platform/http/route.ts';
import { noteTold } from './commands/retract-copies.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { selectedRetractions } from './queries/list-retractions.ts';

const retractionBody = z.object({
  id: z.number().int(),
  package: z.string(),
  agency: z.string(),
  bagHash: z.string(),
  because: z.enum(['expunged', 'retracted']),
  openedAt: z.string(),
  toldAt: z.string().nullable(),
  toldHow: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
});

const NOT_OPEN = refused({
  status: 409,
  code: 'not-open',
  title: { en: 'This task is done already, or does not exist.', fr: 'Cette tâche est déjà faite ou n’existe pas.' },
});

/** `retractions`: recipients to be told that something they hold was disposed of or taken back. */
export function retractionRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/retractions',
      audience: 'staff',
      summary: 'Recipients to be told that something they hold is gone or taken back, open ones first',
      permission: PERMISSIONS.seeDeliveries,
      audit: PERMISSIONS.seeDeliveries.name,
      answer: z.object({ items: z.array(retractionBody) }),
      handle: async ({ tx, actor }) => {
        if (!(await requirePermission(tx, actor, PERMISSIONS.seeDeliveries)).ok) return notFound();
        const rows = await selectedRetractions(tx);
        const ids = rows.map((row) => row.packageId);
        const heads = await packageHeads(tx, ids);
        const act = PERMISSIONS.seeDeliveries.name;
        await record(tx, { actor, act, objectKind: 'retraction', objectIds: [], outcome: 'done' });
        return answer({
          items: rows.map(({ retractionId: id, packageId, agencyCode: agency, toldBy: _, ...row }) => ({
            id,
            package: heads.get(packageId)?.number ?? `${packageId}`,
            agency,
            ...row,
          })),
        });
      },
    }),
    route({
      method: 'POST',
      path: '/retractions/:id/told',
      audience: 'staff',
      summary: 'Say that the recipient was told, and how',
      permission: PERMISSIONS.tellRetraction,
      audit: PERMISSIONS.tellRetraction.name,
      params: z.object({ id: z.coerce.number().int().positive() }),
      body: z.object({ how: z.string().trim().min(1).max(500) }),
      answer: z.object({ id: z.number().int() }),
      handle: async ({ tx, actor, params, body }) => {
        const told = await noteTold(tx, deps, actor, { retractionId: params.id, how: body.how });
        if (told.ok) return answer({ id: params.id });
        return told.refusal.kind === 'not-permitted' ? notFound() : NOT_OPEN;
      },
    }),
  ];
}
