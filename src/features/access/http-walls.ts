import { z } from 'zod';
import { type Clock, instantOf } from '#core/clock.ts';
import type { Result } from '#core/result.ts';
import { record } from '#features/audit';
import { answer, notFound, type Route, type RouteAnswer, refused, route, staffOf } from '#platform/http/route.ts';
import { breakGlass, reviewBreakGlass } from './commands/break-glass.ts';
import { endMandate, recordMandate } from './commands/mandates.ts';
import {
  admitToCompartment,
  dismissFromCompartment,
  putInCompartment,
  takeFromCompartment,
} from './commands/need-to-know.ts';
import { requirePermission } from './commands/require-permission.ts';
import { COMPARTMENTS } from './domain/compartments.ts';
import {
  ADMIT_TO_COMPARTMENT,
  BREAK_GLASS,
  KEEP_COMPARTMENT,
  RECORD_MANDATE,
  REVIEW_BREAK_GLASS,
  SEE_MANDATES,
  SEE_WALLS,
} from './domain/permissions.ts';
import { nameRoutes } from './http-names.ts';
import { WALL_MESSAGES } from './messages.ts';
import { findOpenings } from './store/break-glass.ts';
import { countHeld, findMembers } from './store/compartments.ts';
import { findMandates } from './store/mandates.ts';

interface Deps {
  readonly clock: Clock;
}

const SHOWN = 200;
const compartment = z.enum(COMPARTMENTS);
const reason = z.string().trim().min(10).max(2_000);
const staff = z.coerce.number().int().positive();

/** Compartments and who is in them, breaking the glass and its review, mandates of auditors. */
export function wallRoutes(deps: Deps): readonly Route[] {
  return [
    showWalls(),
    putReport(deps),
    takeReport(),
    admit(deps),
    dismiss(),
    openGlass(deps),
    reviewGlass(deps),
    showMandates(),
    openMandate(deps),
    closeMandate(deps),
    ...nameRoutes(),
  ];
}

function showWalls(): Route {
  return route({
    method: 'GET',
    path: '/compartments',
    audience: 'staff',
    summary: 'Compartments, their members, and the openings by break-glass',
    permission: SEE_WALLS,
    audit: SEE_WALLS.name,
    answer: z.object({
      items: z.array(
        z.object({
          compartment,
          reports: z.number().int(),
          members: z.array(z.object({ staffId: z.number().int(), name: z.string(), since: z.string() })),
        }),
      ),
      openings: z.array(
        z.object({
          opening: z.number().int(),
          compartment,
          staffId: z.number().int(),
          name: z.string(),
          reason: z.string(),
          openedAt: z.string(),
          endsAt: z.string(),
          reviewDueAt: z.string(),
          reviewedAt: z.string().nullable(),
          verdict: z.enum(['justified', 'not-justified']).nullable(),
          overdueAt: z.string().nullable(),
        }),
      ),
    }),
    handle: async ({ tx, actor }) => {
      if (!(await requirePermission(tx, actor, SEE_WALLS)).ok) return notFound();
      const [members, held, openings] = [await findMembers(tx), await countHeld(tx), await findOpenings(tx, SHOWN)];
      const objectIds = openings.map(({ opening }) => opening);
      await record(tx, { actor, act: SEE_WALLS.name, objectKind: 'opening', objectIds, outcome: 'done' });
      const items = COMPARTMENTS.map((each) => ({
        compartment: each,
        reports: held.find((row) => row.compartment === each)?.reports ?? 0,
        members: members.filter((row) => row.compartment === each).map(({ compartment: _, ...member }) => member),
      }));
      return answer({ items, openings });
    },
  });
}

const reportInCompartment = z.object({ report: z.string().min(1).max(64), compartment });

function putReport(deps: Deps): Route {
  return route({
    method: 'PUT',
    path: '/reports/:report/compartments/:compartment',
    audience: 'staff',
    summary: 'Put a report into a compartment',
    permission: KEEP_COMPARTMENT,
    audit: 'put-in-compartment',
    params: reportInCompartment,
    body: z.object({ reason }),
    handle: async ({ tx, actor, params, body }) =>
      done(await putInCompartment(tx, deps, staffOf(actor), { ...params, ...body })),
  });
}

function takeReport(): Route {
  return route({
    method: 'DELETE',
    path: '/reports/:report/compartments/:compartment',
    audience: 'staff',
    summary: 'Take a report out of a compartment',
    permission: KEEP_COMPARTMENT,
    audit: 'take-from-compartment',
    stepUp: true,
    params: reportInCompartment,
    handle: async ({ tx, actor, params }) => done(await takeFromCompartment(tx, staffOf(actor), params)),
  });
}

const memberOfCompartment = z.object({ compartment, staff });

function admit(deps: Deps): Route {
  return route({
    method: 'PUT',
    path: '/compartments/:compartment/members/:staff',
    audience: 'staff',
    summary: 'Let a person into a compartment',
    permission: ADMIT_TO_COMPARTMENT,
    audit: 'admit-to-compartment',
    stepUp: true,
    params: memberOfCompartment,
    handle: async ({ tx, actor, params }) => {
      const wanted = { staffId: params.staff, compartment: params.compartment };
      return done(await admitToCompartment(tx, deps, staffOf(actor), wanted));
    },
  });
}

function dismiss(): Route {
  return route({
    method: 'DELETE',
    path: '/compartments/:compartment/members/:staff',
    audience: 'staff',
    summary: 'End a person’s membership of a compartment',
    permission: ADMIT_TO_COMPARTMENT,
    audit: 'dismiss-from-compartment',
    params: memberOfCompartment,
    handle: async ({ tx, actor, params }) => {
      const wanted = { staffId: params.staff, compartment: params.compartment };
      return done(await dismissFromCompartment(tx, staffOf(actor), wanted));
    },
  });
}

function openGlass(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/break-glass',
    audience: 'staff',
    summary: 'Open a compartment for 60 minutes on your own word',
    permission: BREAK_GLASS,
    audit: BREAK_GLASS.name,
    stepUp: true,
    body: z.object({ compartment, reason }),
    answer: z.object({ opening: z.number().int(), endsAt: z.string() }),
    handle: async ({ tx, actor, body }) => {
      const opened = await breakGlass(tx, deps, staffOf(actor), body);
      return opened.ok ? answer(opened.value) : notFound();
    },
  });
}

function reviewGlass(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/break-glass/:opening/review',
    audience: 'staff',
    summary: 'Say whether an opening was justified',
    permission: REVIEW_BREAK_GLASS,
    audit: REVIEW_BREAK_GLASS.name,
    params: z.object({ opening: z.coerce.number().int().positive() }),
    body: z.object({ verdict: z.enum(['justified', 'not-justified']), note: reason }),
    handle: async ({ tx, actor, params, body }) =>
      done(await reviewBreakGlass(tx, deps, staffOf(actor), { ...params, ...body })),
  });
}

function showMandates(): Route {
  return route({
    method: 'GET',
    path: '/mandates',
    audience: 'staff',
    summary: 'Mandates of auditors; an auditor sees their own',
    permission: SEE_MANDATES,
    audit: SEE_MANDATES.name,
    answer: z.object({
      items: z.array(
        z.object({
          mandate: z.number().int(),
          auditorId: z.number().int(),
          auditor: z.string(),
          authority: z.string(),
          reason: z.string(),
          recordedAt: z.string(),
          endsAt: z.string(),
          endedAt: z.string().nullable(),
          reports: z.array(z.string()),
        }),
      ),
    }),
    handle: async ({ tx, actor }) => {
      if (!(await requirePermission(tx, actor, SEE_MANDATES)).ok) return notFound();
      const { staffId, roles } = staffOf(actor);
      const items = await findMandates(tx, roles.includes('supervisor') ? null : staffId, SHOWN);
      const objectIds = items.map(({ mandate }) => mandate);
      await record(tx, { actor, act: SEE_MANDATES.name, objectKind: 'mandate', objectIds, outcome: 'done' });
      return answer({ items });
    },
  });
}

function openMandate(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/mandates',
    audience: 'staff',
    summary: 'Open a numbered sample to an auditor until a day',
    permission: RECORD_MANDATE,
    audit: RECORD_MANDATE.name,
    stepUp: true,
    body: z.object({
      auditor: staff,
      authority: z.string().trim().min(3).max(500),
      reason,
      reports: z.array(z.string().max(64)).min(1).max(500),
      endsAt: z.iso.datetime({ offset: true }),
    }),
    answer: z.object({ mandate: z.number().int() }),
    handle: async ({ tx, actor, body }) => {
      const { auditor: auditorId, endsAt, ...rest } = body;
      const wanted = { auditorId, ...rest, endsAt: instantOf(new Date(endsAt)) };
      const opened = await recordMandate(tx, deps, staffOf(actor), wanted);
      return opened.ok ? answer({ mandate: opened.value }) : done(opened);
    },
  });
}

function closeMandate(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/mandates/:mandate',
    audience: 'staff',
    summary: 'End a mandate before its day',
    permission: RECORD_MANDATE,
    audit: 'end-mandate',
    params: z.object({ mandate: z.coerce.number().int().positive() }),
    handle: async ({ tx, actor, params }) => done(await endMandate(tx, deps, staffOf(actor), params.mandate)),
  });
}

type Unseen = 'not-permitted' | 'unknown-report' | 'unknown-person' | 'unknown-opening' | 'unknown-mandate';
type WallRefusal = keyof typeof WALL_MESSAGES | Unseen;

function done(result: Result<unknown, { readonly kind: WallRefusal }>): RouteAnswer {
  if (result.ok) return { status: 204 };
  const { kind } = result.refusal;
  return kind in WALL_MESSAGES ? conflict(kind as keyof typeof WALL_MESSAGES) : notFound();
}

function conflict(kind: keyof typeof WALL_MESSAGES): RouteAnswer {
  return refused({ status: 409, code: kind, title: WALL_MESSAGES[kind] });
}
