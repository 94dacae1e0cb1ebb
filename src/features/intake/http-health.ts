import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { SOURCES } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { answer, notFound, type Route, route } from '#platform/http/route.ts';
import { SEE_INTAKE_HEALTH } from './domain/permissions.ts';
import { senderHealth } from './queries/sender-health.ts';

const healthBody = z.object({
  items: z.array(
    z.object({
      source: z.enum(SOURCES),
      sender: z.string(),
      lastSeenAt: z.string(),
      lastDay: z.number(),
      lastWeek: z.number(),
      unreadable: z.number(),
      drifted: z.number(),
      hearing: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('heard') }),
        z.object({ kind: z.literal('silent'), since: z.string() }),
        z.object({ kind: z.literal('too-few') }),
      ]),
    }),
  ),
});

/** How the senders are doing; numbers only. */
export function healthRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/senders',
      audience: 'staff',
      summary: 'Who reports: last heard, rate, what could not be understood, and who has fallen silent',
      permission: SEE_INTAKE_HEALTH,
      audit: SEE_INTAKE_HEALTH.name,
      answer: healthBody,
      handle: async ({ tx, actor }) => {
        const allowed = await requirePermission(tx, actor, SEE_INTAKE_HEALTH);
        if (!allowed.ok) return notFound();
        const items = await senderHealth(tx, deps);
        await record(tx, { actor, act: SEE_INTAKE_HEALTH.name, objectKind: 'report', objectIds: [], outcome: 'done' });
        return answer({ items });
      },
    }),
  ];
}
