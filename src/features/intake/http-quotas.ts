import { z } from 'zod';
import type { Clock, Instant } from '#core/clock.ts';
import { parseInstant } from '#core/clock.ts';
import { answer, notFound, type Route, refused, route } from '#platform/http/route.ts';
import { listQuotas, setQuota } from './commands/set-quota.ts';
import { SET_QUOTA } from './domain/permissions.ts';
import { DOOR_RULES } from './door/rules.ts';
import { QUOTA_IN_THE_PAST } from './messages.ts';

const MOST_SHOWN = 500;
const MOST = 2_000_000_000;
const amount = z.number().int().min(1).max(MOST);
const quota = z.object({ documentsPerMinute: amount, mebibytesPerHour: amount, alarmsPerMinute: amount });
const setBody = quota.extend({
  quotaId: z.number().int(),
  sender: z.string(),
  validFrom: z.string(),
  setBy: z.string(),
  setAt: z.string(),
  reason: z.string(),
});

/** How much each sender may send: the default, and what was set for one, dated and with its reason. */
export function quotaRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [listRoute(), setRoute(deps)];
}

function listRoute(): Route {
  return route({
    method: 'GET',
    path: '/quotas',
    audience: 'staff',
    summary: 'How much senders may send: the default and every quota set, newest first',
    permission: SET_QUOTA,
    audit: 'list-quotas',
    answer: z.object({ default: quota, items: z.array(setBody) }),
    handle: async ({ tx, actor }) => {
      const items = await listQuotas(tx, actor, MOST_SHOWN);
      return items.ok ? answer({ default: DOOR_RULES.quota, items: items.value }) : notFound();
    },
  });
}

function setRoute(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'POST',
    path: '/quotas',
    audience: 'staff',
    summary: 'Sets how much a sender may send, from a day on',
    permission: SET_QUOTA,
    audit: SET_QUOTA.name,
    body: quota.extend({
      // `mail`: of all mail together; `mail:safety.example`: of those that state this domain.
      sender: z.string().regex(/^(?:(?:token|credential):\d{1,15}|mail(?::[a-z0-9.-]{1,253})?)$/),
      validFrom: z.iso.datetime({ offset: true }).optional(),
      reason: z.string().trim().min(1).max(500),
    }),
    answer: setBody,
    handle: async ({ tx, actor, body: { validFrom, ...wanted } }) => {
      const from: Instant | null = validFrom === undefined ? null : parseInstant(validFrom);
      const set = await setQuota(tx, deps, actor, { ...wanted, validFrom: from });
      if (set.ok) return answer(set.value);
      return set.refusal.kind === 'in-the-past' ? refused(QUOTA_IN_THE_PAST) : notFound();
    },
  });
}
