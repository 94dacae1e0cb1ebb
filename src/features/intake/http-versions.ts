import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { answer, notFound, type Route, route } from '#platform/http/route.ts';
import { judgeDraftField } from './commands/judge-draft-field.ts';
import { DRAFT_KINDS } from './domain/find-pdf-fields.ts';
import { JUDGE_DRAFT, READ_REPORT } from './domain/permissions.ts';
import { compareReport } from './queries/compare-report.ts';
import { draftFields } from './queries/draft-fields.ts';
import { resolveReport } from './queries/resolve-report.ts';

const reportParam = z.object({ report: z.string().min(1).max(80) });
const text = z.string().nullable();
const version = z.coerce.number().int().min(1).max(1_000_000);

const differencesBody = z.object({
  from: z.number(),
  to: z.number(),
  touches: z.array(z.enum(['urgency', 'jurisdiction'])),
  differences: z.array(
    z.object({
      part: z.enum(['report', 'incident', 'person', 'identifier', 'file', 'annotation', 'narrative', 'victims']),
      change: z.enum(['added', 'removed', 'changed']),
      of: text,
      field: text,
      from: text,
      to: text,
    }),
  ),
});

const draftFieldsBody = z.object({
  actions: z.array(
    z.object({
      name: z.string(),
      allowed: z.boolean(),
      reason: z.object({ en: z.string(), fr: z.string() }).nullable(),
    }),
  ),
  pdfs: z.array(
    z.object({
      file: z.number(),
      name: text,
      sha256: z.string(),
      outcome: text,
      pages: z.number().nullable(),
      isCut: z.boolean(),
    }),
  ),
  fields: z.array(
    z.object({
      id: z.number(),
      pdf: z.string(),
      page: z.number(),
      line: z.number(),
      label: z.string(),
      kind: z.enum(DRAFT_KINDS),
      value: z.string(),
      standing: z.enum(['agrees', 'differs', 'only-in-pdf']),
      said: text,
      verdict: z.enum(['confirmed', 'rejected']).nullable(),
      judgedBy: text,
      judgedAt: text,
    }),
  ),
});

const judgement = z.object({ verdict: z.enum(['confirmed', 'rejected']) });

/** Versions of a report side by side, and what the PDF of a tip says beside its JSON. */
export function versionRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [differencesRoute(), draftsRoute(), judgeRoute(deps)];
}

function differencesRoute(): Route {
  return route({
    method: 'GET',
    path: '/reports/{report}/differences',
    audience: 'staff',
    summary: 'In what two versions of a report differ, field by field; of victims and words only that they changed',
    permission: READ_REPORT,
    audit: READ_REPORT.name,
    params: reportParam,
    query: z.object({ from: version.optional(), to: version.optional() }),
    answer: differencesBody,
    handle: async ({ tx, params, query, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const to = query.to ?? head.version;
      const compared = await compareReport(tx, actor, head.reportId, { from: query.from ?? Math.max(to - 1, 1), to });
      return compared.ok ? answer(compared.value) : notFound();
    },
  });
}

function draftsRoute(): Route {
  return route({
    method: 'GET',
    path: '/reports/{report}/draft-fields',
    audience: 'staff',
    summary: 'What the PDF of a tip says in labelled lines, each a draft beside what the report says',
    permission: READ_REPORT,
    audit: READ_REPORT.name,
    params: reportParam,
    answer: draftFieldsBody,
    handle: async ({ tx, params, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const drafts = await draftFields(tx, actor, head.reportId);
      return drafts.ok ? answer(drafts.value) : notFound();
    },
  });
}

function judgeRoute(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'PUT',
    path: '/reports/{report}/draft-fields/{field}',
    audience: 'staff',
    summary: 'Confirms or rejects one line of a tip’s PDF; a confirmed identifier becomes one of the report',
    permission: JUDGE_DRAFT,
    audit: JUDGE_DRAFT.name,
    params: reportParam.extend({ field: z.coerce.number().int().positive() }),
    body: judgement,
    answer: judgement,
    handle: async ({ tx, params, body, actor }) => {
      const head = await resolveReport(tx, params.report);
      if (!head) return notFound();
      const wanted = { reportId: head.reportId, fieldId: params.field, verdict: body.verdict };
      const judged = await judgeDraftField(tx, deps, actor, wanted);
      return judged.ok ? answer(body) : notFound();
    },
  });
}
