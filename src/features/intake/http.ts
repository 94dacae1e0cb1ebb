import { z } from 'zod';
import type { Page, UnknownAfter } from '#core/page.ts';
import type { Result } from '#core/result.ts';
import { DISPOSITIONS, OPEN_STATES, SOURCES, URGENCIES, type Urgency } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { answer, notFound, type Route, route, unknownAfter } from '#platform/http/route.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { openNarrative, openVictims } from './commands/open-restricted.ts';
import { OPEN_NARRATIVE, OPEN_VICTIMS, READ_REPORT } from './domain/permissions.ts';
import { listReports, type ReportFilter } from './queries/report-heads.ts';
import { resolveReport } from './queries/resolve-report.ts';
import { showReport } from './queries/show-report.ts';
import { narrativeBody, reportBody, reportListBody, victimsBody } from './schemas.ts';
import type { ReportHead } from './types.ts';

const reportParam = z.object({ report: z.string().min(1).max(80) });
const purposeBody = z.object({ purpose: z.string().trim().min(1).max(500) });

/** Lists reports, newest first; triage's way of it adds urgency, both axes and the holder to each. */
type ListReports = (
  q: Queryable,
  filter: ReportFilter & { readonly urgency?: Urgency },
) => Promise<Result<Page<ReportHead>, UnknownAfter>>;

/** Reports as received: lists, one report, and the two openings that need a purpose. */
export function intakeRoutes(deps: { readonly list?: ListReports }): readonly Route[] {
  return [listRoute(deps.list ?? listReports), showRoute(), narrativeRoute(), victimsRoute()];
}

function listRoute(list: ListReports): Route {
  return route({
    method: 'GET',
    path: '/reports',
    audience: 'staff',
    summary: 'Reports, newest first',
    permission: READ_REPORT,
    audit: READ_REPORT.name,
    query: z.object({
      state: z.enum([...OPEN_STATES, ...DISPOSITIONS]).optional(),
      source: z.enum(SOURCES).optional(),
      urgency: z.enum(URGENCIES).optional(),
      tests: z.enum(['true', 'false']).default('false').describe('only what its sender marked as a test'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().max(64).optional(),
    }),
    answer: reportListBody,
    handle: async ({ tx, query, actor }) => {
      const allowed = await requirePermission(tx, actor, READ_REPORT);
      if (!allowed.ok) return notFound();
      const { state, source, urgency, tests, limit, after } = query;
      const listed = await list(tx, {
        limit,
        tests: tests === 'true',
        ...(urgency === undefined ? {} : { urgency }),
        ...(state === undefined ? {} : { state }),
        ...(source === undefined ? {} : { source }),
        ...(after === undefined ? {} : { after }),
      });
      if (!listed.ok) return unknownAfter();
      const page = listed.value;
      const objectIds = page.items.map((head) => head.reportId);
      await record(tx, { actor, act: 'list-reports', objectKind: 'report', objectIds, outcome: 'done' });
      const items = page.items.map(({ reportId: _, credentialId: __, ...head }) => ({ report: head.number, ...head }));
      return answer({ items, next: page.next });
    },
  });
}

function showRoute(): Route {
  return route({
    method: 'GET',
    path: '/reports/{report}',
    audience: 'staff',
    summary: 'One report as received and understood; narratives and victims are opened apart',
    permission: READ_REPORT,
    audit: READ_REPORT.name,
    params: reportParam,
    answer: reportBody,
    handle: async ({ tx, params, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const page = await showReport(tx, actor, head.reportId);
      return page.ok ? answer(page.value) : notFound();
    },
  });
}

function narrativeRoute(): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/narratives/{narrative}/opening',
    audience: 'staff',
    summary: 'Opens the words of one narrative, for a purpose',
    permission: OPEN_NARRATIVE,
    audit: 'open-narrative',
    params: reportParam.extend({ narrative: z.coerce.number().int().positive() }),
    body: purposeBody,
    answer: narrativeBody,
    handle: async ({ tx, params, body, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const wanted = { reportId: head.reportId, narrativeId: params.narrative, purpose: body.purpose };
      const opened = await openNarrative(tx, actor, wanted);
      return opened.ok ? answer({ body: opened.value }) : notFound();
    },
  });
}

function victimsRoute(): Route {
  return route({
    method: 'POST',
    path: '/reports/{report}/victims/opening',
    audience: 'staff',
    summary: 'Opens the victims of a report, for a purpose',
    permission: OPEN_VICTIMS,
    audit: 'open-victims',
    params: reportParam,
    body: purposeBody,
    answer: victimsBody,
    handle: async ({ tx, params, body, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const opened = await openVictims(tx, actor, { reportId: head.reportId, purpose: body.purpose });
      if (!opened.ok) return notFound();
      const victims = opened.value.map(({ personId: id, identifiers, ...victim }) => ({
        id,
        ...victim,
        identifiers: identifiers.map(({ identifierId, ...identifier }) => ({ id: identifierId, ...identifier })),
      }));
      return answer({ victims });
    },
  });
}
