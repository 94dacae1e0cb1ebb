import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { requirePermission } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { setCutOver } from './commands/set-cut-over.ts';
import { SEE_CUT_OVER, SET_CUT_OVER } from './domain/permissions.ts';
import { showCutOver } from './queries/cut-over.ts';

const cutOverBody = z.object({
  day: z.string().nullable(),
  reason: z.string().nullable(),
  setAt: z.string().nullable(),
  firstOwnDay: z.string().nullable(),
});

/** `intake/cut-over`: the day before which old cases come in with their original receipt. */
export function cutOverRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [showRoute(), setRoute(deps)];
}

function showRoute(): Route {
  return route({
    method: 'GET',
    path: '/intake/cut-over',
    audience: 'staff',
    summary: 'The day before which old cases keep their own instant of receipt',
    permission: SEE_CUT_OVER,
    audit: { none: 'a day of the house; no report, no person' },
    answer: cutOverBody,
    handle: async ({ tx, actor }) => {
      const allowed = await requirePermission(tx, actor, SEE_CUT_OVER);
      if (!allowed.ok) return notFound();
      const { cutOver, firstOwnDay } = await showCutOver(tx);
      const { day = null, reason = null, setAt = null } = cutOver ?? {};
      return answer({ day, reason, setAt, firstOwnDay });
    },
  });
}

function setRoute(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'PUT',
    path: '/intake/cut-over',
    audience: 'staff',
    summary: 'Sets that day',
    permission: SET_CUT_OVER,
    audit: SET_CUT_OVER.name,
    stepUp: true,
    body: z.object({ day: z.iso.date(), reason: z.string().trim().min(1).max(2_000) }),
    handle: async ({ tx, actor, body }) => {
      const done = await setCutOver(tx, deps, actor, body);
      return done.ok ? { status: 204 } : problemOf(done.refusal.kind);
    },
  });
}

const TITLES = {
  'in-future': {
    en: 'The cut-over day cannot lie in the future: nothing of today may be dated back.',
    fr: 'Le jour de bascule ne peut être à venir\u00a0: rien d’aujourd’hui ne peut être antidaté.',
  },
  'after-first-receipt': {
    en: 'This house has received reports of its own before that day; what was counted stays where it was counted.',
    fr: 'Des signalements ont déjà été reçus ici avant ce jour; ce qui a été compté reste compté là où il l’a été.',
  },
} as const;

function problemOf(kind: keyof typeof TITLES | 'not-permitted'): RouteAnswer {
  return kind === 'not-permitted' ? notFound() : refused({ status: 409, code: kind, title: TITLES[kind] });
}
