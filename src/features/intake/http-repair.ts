import { z } from 'zod';
import { ROLES } from '#core/actor.ts';
import { SOURCES } from '#core/vocabulary.ts';
import { requirePermission, staffByIds } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route, unknownAfter } from '#platform/http/route.ts';
import { openBytes } from './commands/open-bytes.ts';
import { readAgain, readAllAgain } from './commands/read-again.ts';
import { handOver, redirectReport } from './commands/redirect-report.ts';
import { repairText } from './commands/repair-text.ts';
import { OPEN_BYTES, REPAIR_REPORT, SEE_REPAIRS } from './domain/permissions.ts';
import { resolveReport } from './queries/resolve-report.ts';
import { showBench, showRepair } from './queries/show-bench.ts';
import type { ReceiveDeps } from './received.ts';
import { REPAIR_MESSAGES, reasonWords } from './repair-messages.ts';
import { benchBody, outcomesBody, reader, repairBody } from './repair-schemas.ts';

const reportParam = z.object({ report: z.string().min(1).max(80) });
const note = z.string().trim().min(1).max(2_000);

/** The repair bench: what nobody could read, and what people do about it. */
export function repairRoutes(deps: ReceiveDeps): readonly Route[] {
  return [list(), show(), bytes(deps), readOne(deps), readAll(deps), repair(deps), redirect(deps), hand(deps)];
}

function list(): Route {
  return route({
    method: 'GET',
    path: '/repair',
    audience: 'staff',
    summary: 'Reports nobody could read, alarmed and newest first, with counts by reason and sender',
    permission: SEE_REPAIRS,
    audit: SEE_REPAIRS.name,
    query: z.object({
      reason: z.string().max(80).optional(),
      senderOf: z.string().max(80).optional(),
      after: z.string().max(64).optional(),
    }),
    answer: benchBody,
    handle: async ({ tx, actor, query }) => {
      const shown = await showBench(tx, actor, query);
      if (shown.ok) return answer(shown.value);
      return shown.refusal.kind === 'unknown-after' ? unknownAfter() : notFound();
    },
  });
}

function show(): Route {
  return route({
    method: 'GET',
    path: '/reports/{report}/repair',
    audience: 'staff',
    summary: 'Why one report could not be read, what was done, and with what it can be read again',
    permission: SEE_REPAIRS,
    audit: SEE_REPAIRS.name,
    params: reportParam,
    answer: repairBody,
    handle: async ({ tx, actor, params }) => {
      const head = await resolveReport(tx, params.report);
      if (head === null) return notFound();
      const shown = await showRepair(tx, actor, head.reportId);
      return shown.ok ? answer(shown.value) : notFound();
    },
  });
}

function bytes(deps: ReceiveDeps): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/bytes/opening',
    audience: 'staff',
    shownOnce: ['text', 'hex'],
    summary: 'Opens the beginning of the bytes of a report nobody could read, for a purpose',
    permission: OPEN_BYTES,
    audit: OPEN_BYTES.name,
    params: reportParam,
    body: z.object({ purpose: z.string().trim().min(1).max(500) }),
    answer: z.object({
      text: z.string().nullable(),
      encoding: z.string().nullable(),
      hex: z.array(z.string()),
      sizeBytes: z.number(),
      isCut: z.boolean(),
      place: z.object({ line: z.number(), column: z.number().nullable() }).nullable(),
    }),
    handle: async ({ tx, actor, params, body }) => {
      const head = await resolveReport(tx, params.report);
      if (head === null) return notFound();
      const opened = await openBytes(tx, deps, actor, head.reportId, body.purpose);
      return opened.ok ? answer(opened.value) : problemOf(opened.refusal);
    },
  });
}

function readOne(deps: ReceiveDeps): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/reading',
    audience: 'staff',
    summary: 'Reads a report again with a chosen reader or mapping',
    permission: REPAIR_REPORT,
    audit: REPAIR_REPORT.name,
    params: reportParam,
    body: z.object({ reader }),
    answer: outcomesBody,
    handle: async ({ tx, actor, params, body }) => {
      const head = await resolveReport(tx, params.report);
      if (head === null) return notFound();
      return outcomes(await readAgain(tx, deps, actor, [head.reportId], body.reader));
    },
  });
}

function readAll(deps: ReceiveDeps): Route {
  return route({
    method: 'POST',
    path: '/repair/readings',
    audience: 'staff',
    summary: 'Reads everything of one sender that waits for one reason again, at most 1,000 at a time',
    permission: REPAIR_REPORT,
    audit: REPAIR_REPORT.name,
    body: z.object({
      source: z.enum(SOURCES),
      sender: z.string().min(1).max(300),
      reason: z.string().min(1).max(80),
      reader,
    }),
    answer: outcomesBody,
    handle: async ({ tx, actor, body }) => outcomes(await readAllAgain(tx, deps, actor, body, body.reader)),
  });
}

function outcomes(done: Awaited<ReturnType<typeof readAgain>>): RouteAnswer {
  if (!done.ok) return problemOf(done.refusal);
  const worded = done.value.map((one) => ({
    ...one,
    reasonWords: one.reason === null ? null : reasonWords(one.reason.split(':')[0] ?? ''),
  }));
  return answer({ items: worded });
}

function repair(deps: ReceiveDeps): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/repaired-text',
    audience: 'staff',
    summary: 'Keeps a repaired copy of the text as the next version of the same report',
    permission: REPAIR_REPORT,
    audit: REPAIR_REPORT.name,
    params: reportParam,
    body: z.object({ text: z.string().min(1).max(600_000), note, reader }),
    answer: z.object({ version: z.number() }),
    handle: async ({ tx, actor, params, body }) => {
      const head = await resolveReport(tx, params.report);
      if (head === null) return notFound();
      const done = await repairText(tx, deps, actor, head.reportId, body);
      return done.ok ? answer(done.value) : problemOf(done.refusal);
    },
  });
}

function redirect(deps: ReceiveDeps): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/redirection',
    audience: 'staff',
    summary: 'Names the true source and sender of a report nobody could read',
    permission: REPAIR_REPORT,
    audit: REPAIR_REPORT.name,
    params: reportParam,
    body: z.object({ source: z.enum(SOURCES), sender: z.string().trim().min(1).max(300), note }),
    answer: z.object({ report: z.string() }),
    handle: async ({ tx, actor, params, body }) => {
      const head = await resolveReport(tx, params.report);
      if (head === null) return notFound();
      const done = await redirectReport(tx, deps, actor, head.reportId, body);
      return done.ok ? answer({ report: head.number }) : problemOf(done.refusal);
    },
  });
}

function hand(deps: ReceiveDeps): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/handing-over',
    audience: 'staff',
    summary: 'Hands a report nobody could read to a team or a person, with a note',
    permission: REPAIR_REPORT,
    audit: REPAIR_REPORT.name,
    params: reportParam,
    body: z.object({
      to: z.union([z.object({ team: z.enum(ROLES) }), z.object({ person: z.number().int().positive() })]),
      note,
    }),
    answer: z.object({ report: z.string() }),
    handle: async ({ tx, actor, params, body }) => {
      const head = await resolveReport(tx, params.report);
      if (head === null) return notFound();
      if (!(await requirePermission(tx, actor, REPAIR_REPORT, [head.reportId])).ok) return notFound();
      if ('person' in body.to && (await staffByIds(tx, [body.to.person])).length === 0)
        return problemOf({ kind: 'no-such-person' });
      const to = 'team' in body.to ? body.to.team : `staff:${body.to.person}`;
      const done = await handOver(tx, deps, actor, head.reportId, { to, note: body.note });
      return done.ok ? answer({ report: head.number }) : problemOf(done.refusal);
    },
  });
}

type RepairProblem =
  | { readonly kind: 'not-permitted' }
  | { readonly kind: Exclude<keyof typeof REPAIR_MESSAGES, 'still-unreadable'> }
  | { readonly kind: 'still-unreadable'; readonly reason: string };

/** Not permitted and unknown look alike outside. */
function problemOf(refusal: RepairProblem): RouteAnswer {
  if (refusal.kind === 'not-permitted') return notFound();
  if (refusal.kind !== 'still-unreadable')
    return refused({ status: 409, code: refusal.kind, title: REPAIR_MESSAGES[refusal.kind] });
  const { en, fr } = reasonWords(refusal.reason.split(':')[0] ?? '');
  const title = REPAIR_MESSAGES['still-unreadable'];
  return refused({
    status: 422,
    code: 'still-unreadable',
    title: { en: `${title.en} ${en}`, fr: `${title.fr} ${fr}` },
    errors: [{ path: 'text', message: refusal.reason }],
  });
}
