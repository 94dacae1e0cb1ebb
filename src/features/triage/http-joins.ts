import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { joinsOf, resolveReport } from '#features/intake';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { joinEntry, undoJoinOfEntry } from './commands/join-entry.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { JOIN_REASONS, JOIN_REFUSALS } from './messages.ts';

interface Deps {
  readonly clock: Clock;
}

const reportParam = z.object({ report: z.string().min(1).max(64) });
const words = z.object({ en: z.string(), fr: z.string() });

const joinsBody = z.object({
  proposed: z.array(
    z.object({
      report: z.string(),
      sender: z.string(),
      format: z.string(),
      channel: z.string(),
      receivedAt: z.string(),
      counts: z.enum(['this', 'other']),
      reasons: z.array(z.object({ code: z.string(), kind: z.string().nullable(), words })),
    }),
  ),
  standing: z.array(
    z.object({
      join: z.number().int(),
      report: z.string(),
      verdict: z.enum(['same-notice', 'different']),
      counts: z.enum(['this', 'other']).nullable(),
      at: z.string(),
    }),
  ),
});

/** `reports/{report}/joins`: an entry of the desk and the formal report that came after it. */
export function joinRoutes(deps: Deps): readonly Route[] {
  return [showJoins(), say(deps), takeBack(deps)];
}

function showJoins(): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/joins',
    audience: 'staff',
    summary: 'Reports that may be the same notice as this one, with reasons; and what a person said',
    permission: PERMISSIONS.seeTriage,
    audit: 'see-joins',
    params: reportParam,
    answer: joinsBody,
    handle: async ({ tx, params, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const allowed = await requirePermission(tx, actor, PERMISSIONS.seeTriage, [head.reportId]);
      if (!allowed.ok) return notFound();
      const audited = { actor, act: 'see-joins', objectKind: 'report', objectIds: [head.reportId] };
      await record(tx, { ...audited, outcome: 'done' });
      const { proposed, standing } = await joinsOf(tx, head.reportId);
      const worded = proposed.map((one) => ({
        ...one,
        reasons: one.reasons.map((reason) => ({ ...reason, words: JOIN_REASONS[reason.code] as Bilingual })),
      }));
      return answer({ proposed: worded, standing });
    },
  });
}

function say(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/joins',
    audience: 'staff',
    summary: 'Says that a proposed report is the same notice, or is not',
    permission: PERMISSIONS.joinReports,
    audit: 'join-reports',
    params: reportParam,
    body: z.object({ with: z.string().min(1).max(64), verdict: z.enum(['same-notice', 'different']) }),
    handle: async ({ tx, params, body, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const said = await joinEntry(tx, deps, actor, head.reportId, body);
      return said.ok ? { status: 204 } : problemOf(said.refusal.kind);
    },
  });
}

function takeBack(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/reports/:report/joins/:join',
    audience: 'staff',
    summary: 'Takes back what was said of two reports: both count again',
    permission: PERMISSIONS.joinReports,
    audit: 'undo-join',
    params: reportParam.extend({ join: z.coerce.number().int().positive() }),
    handle: async ({ tx, params, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const undone = await undoJoinOfEntry(tx, deps, actor, head.reportId, params.join);
      return undone.ok ? { status: 204 } : problemOf(undone.refusal.kind);
    },
  });
}

function problemOf(kind: keyof typeof JOIN_REFUSALS | 'not-permitted'): RouteAnswer {
  if (kind === 'not-permitted') return notFound();
  return refused({ status: 409, code: kind, title: JOIN_REFUSALS[kind] });
}
