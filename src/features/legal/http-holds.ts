import { z } from 'zod';
import { type Instant, parseInstant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { liftHold, placeHold } from './commands/place-hold.ts';
import { HOLD_KINDS } from './domain/hold-kinds.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { HOLD_REFUSALS } from './messages.ts';
import type { DisposalDeps } from './queries/assess-disposal.ts';
import { listHolds } from './queries/holds.ts';

const holdBody = z.object({
  holdId: z.number().int(),
  scope: z.enum(['report', 'package', 'subject']),
  target: z.string(),
  kind: z.enum(HOLD_KINDS),
  reason: z.string(),
  placedByName: z.string(),
  placedAt: z.string(),
  holdsFrom: z.string(),
  holdsUntil: z.string().nullable(),
  liftedByName: z.string().nullable(),
  liftedAt: z.string().nullable(),
  liftReason: z.string().nullable(),
  isLive: z.boolean(),
  mayLift: z.boolean(),
});

const instant = z.iso.datetime({ offset: true });
const reason = z.string().trim().min(1).max(2_000);

/** `retention/holds`: what is held, by whom and why; placing and lifting. */
export function holdRoutes(deps: DisposalDeps): readonly Route[] {
  return [list(deps), place(deps), lift(deps)];
}

function list(deps: DisposalDeps): Route {
  return route({
    method: 'GET',
    path: '/retention/holds',
    audience: 'staff',
    summary: 'Legal holds, live ones first',
    permission: PERMISSIONS.seeRetention,
    audit: 'list-holds',
    answer: z.object({ items: z.array(holdBody) }),
    handle: async ({ tx, actor }) => {
      const found = await listHolds(tx, deps, actor);
      if (!found.ok) return notFound();
      return answer({ items: found.value.map(({ targetId: _, placedBy: __, liftedBy: ___, ...hold }) => hold) });
    },
  });
}

function place(deps: DisposalDeps): Route {
  return route({
    method: 'POST',
    path: '/retention/holds',
    audience: 'staff',
    summary: 'Place a legal hold on a report, a package or a subject',
    permission: PERMISSIONS.placeHold,
    audit: PERMISSIONS.placeHold.name,
    body: z.object({
      scope: z.enum(['report', 'package', 'subject']),
      target: z.string().trim().min(1).max(40),
      kind: z.enum(HOLD_KINDS),
      reason,
      from: instant.nullish(),
      until: instant.nullish(),
    }),
    answer: z.object({ holdId: z.number().int() }),
    handle: async ({ tx, actor, body }) => {
      const { from = null, until = null, ...rest } = body;
      const begins = read(from);
      const hold = { ...rest, ...(begins === null ? {} : { from: begins }), until: read(until) };
      const placed = await placeHold(tx, deps, actor, hold);
      return placed.ok ? answer(placed.value) : problemOf(placed.refusal.kind);
    },
  });
}

function lift(deps: DisposalDeps): Route {
  return route({
    method: 'POST',
    path: '/retention/holds/:id/lift',
    audience: 'staff',
    summary: 'Lift a legal hold, with a reason',
    permission: PERMISSIONS.liftHold,
    audit: PERMISSIONS.liftHold.name,
    stepUp: true,
    params: z.object({ id: z.coerce.number().int().positive() }),
    body: z.object({ reason }),
    answer: z.object({ holdId: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const lifted = await liftHold(tx, deps, actor, { holdId: params.id, reason: body.reason });
      return lifted.ok ? answer(lifted.value) : problemOf(lifted.refusal.kind);
    },
  });
}

function read(text: string | null): Instant | null {
  return text === null ? null : parseInstant(text);
}

function problemOf(kind: string): RouteAnswer {
  const title: Bilingual | undefined = HOLD_REFUSALS[kind as keyof typeof HOLD_REFUSALS];
  return title ? refused({ status: 409, code: kind, title }) : notFound();
}
