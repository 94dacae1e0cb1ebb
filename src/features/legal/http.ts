import { z } from 'zod';
import { resolveReport } from '#features/intake';
import { answer, notFound, type Route, route } from '#platform/http/route.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { readClocks } from './queries/read-clocks.ts';

const words = z.object({ en: z.string(), fr: z.string() });

const clocksBody = z.object({
  clocks: z.array(
    z.object({
      kind: z.string(),
      words,
      startsAt: z.string(),
      dueAt: z.string(),
      regime: z.string().nullable(),
      ruleVersion: z.string(),
      source: z.string(),
      standing: z.string(),
    }),
  ),
  gates: z.array(
    z.object({
      identifierId: z.number().int().nullable(),
      fileId: z.number().int().nullable(),
      state: z.enum(['open', 'noted', 'blocked']),
      reason: words,
      policyVersion: z.string(),
    }),
  ),
});

/** `reports/{report}/clocks`: running deadlines, earliest first, and the gates that are not open. */
export function legalRoutes(_deps: object): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/reports/:report/clocks',
      audience: 'staff',
      summary: 'Deadlines of data held by others, and legal gates, of a report',
      permission: PERMISSIONS.seeClocks,
      audit: PERMISSIONS.seeClocks.name,
      params: z.object({ report: z.string().max(100) }),
      answer: clocksBody,
      handle: async ({ tx, params, actor }) => {
        const report = await resolveReport(tx, params.report);
        if (report === null) return notFound();
        const clocks = await readClocks(tx, actor, report.reportId);
        return clocks.ok ? answer(clocks.value) : notFound();
      },
    }),
  ];
}
