import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { reportHeads, resolveReport } from '#features/intake';
import { answer, notFound, type Route, refused, route } from '#platform/http/route.ts';
import { explainReport } from './explain-report.ts';
import { MESSAGES } from './messages.ts';
import { RETRY_PARKED, SEE_PARKED, SEE_ROAD } from './permissions.ts';
import { retryParked } from './retry-parked.ts';
import { STAGES } from './stages.ts';
import { selectParked } from './store.ts';

const words = z.object({ en: z.string(), fr: z.string() });

const roadBody = z.object({
  report: z.string(),
  road: z.array(
    z.object({
      stage: z.string(),
      at: z.string(),
      durationMs: z.number().nullable(),
      ruleVersion: z.string().nullable(),
      result: z.string(),
      reasons: z.array(words),
    }),
  ),
});

const parkedBody = z.object({
  items: z.array(
    z.object({
      id: z.number(),
      stage: z.string(),
      about: z.enum(['report', 'package', 'record']),
      subjectId: z.number(),
      report: z.string().nullable(),
      code: z.string(),
      reason: z.string(),
      attempts: z.number(),
      parkedAt: z.string(),
    }),
  ),
});

const PARKED_SHOWN = 200;

/** `reports/{report}/explanation` and the parked work. */
export function pipelineRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [showRoad(), showParked(), putBack(deps)];
}

function showRoad(): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/explanation',
    audience: 'staff',
    summary: 'The whole road of one report',
    permission: SEE_ROAD,
    audit: SEE_ROAD.name,
    params: z.object({ report: z.string().max(100) }),
    answer: roadBody,
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (!report || !(await requirePermission(tx, actor, SEE_ROAD, [report.reportId])).ok) return notFound();
      await record(tx, {
        actor,
        act: SEE_ROAD.name,
        objectKind: 'report',
        objectIds: [report.reportId],
        outcome: 'done',
      });
      return answer(await explainReport(tx, report));
    },
  });
}

function showParked(): Route {
  return route({
    method: 'GET',
    path: '/parked',
    audience: 'staff',
    summary: 'Work that could not be done and waits for a person',
    permission: SEE_PARKED,
    audit: SEE_PARKED.name,
    answer: parkedBody,
    handle: async ({ tx, actor }) => {
      if (!(await requirePermission(tx, actor, SEE_PARKED)).ok) return notFound();
      const rows = await selectParked(tx, PARKED_SHOWN);
      const seen = rows.map((row) => row.parkedId);
      await record(tx, { actor, act: SEE_PARKED.name, objectKind: 'parked', objectIds: seen, outcome: 'done' });
      const heads = await reportHeads(
        tx,
        rows.filter((row) => aboutOf(row.stage) === 'report').map((row) => row.subjectId),
      );
      const numbers = new Map(heads.map((head) => [Number(head.reportId), head.number]));
      return answer({
        items: rows.map(({ parkedId, ...row }) => {
          const about = aboutOf(row.stage);
          return {
            id: parkedId,
            about,
            report: about === 'report' ? (numbers.get(row.subjectId) ?? null) : null,
            ...row,
          };
        }),
      });
    },
  });
}

function putBack(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'POST',
    path: '/parked/:id/retry',
    audience: 'staff',
    summary: 'Try parked work again',
    permission: RETRY_PARKED,
    audit: 'retry-parked-work',
    params: z.object({ id: z.coerce.number().int().positive() }),
    answer: z.object({ stage: z.string(), subjectId: z.number() }),
    handle: async ({ tx, params, actor }) => {
      const done = await retryParked(tx, deps, actor, params.id);
      if (done.ok) return answer(done.value);
      if (done.refusal.kind === 'not-permitted') return notFound();
      return refused({ status: 409, code: 'not-parked', title: MESSAGES.notParked });
    },
  });
}

function aboutOf(stageName: string): 'report' | 'package' | 'record' {
  return STAGES.find((stage) => stage.name === stageName)?.about ?? 'report';
}
