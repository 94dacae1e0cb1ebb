import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectCallBacks, selectCalls } from '../store.ts';
import { callViews } from './calls-of-report.ts';

/** The calls about a report and what came after them, as steps of its road. Facts stay behind their own act. */
export async function callRoad(q: Queryable, reportId: number) {
  const calls = await selectCalls(q, [reportId]);
  const backs = await selectCallBacks(q, [reportId]);
  const show = await callViews(q, calls, backs);
  return calls.map(show).flatMap((call) => {
    const whom = [call.reachedName, call.number].filter((part) => part !== null).join(', ');
    const service = call.agency?.name ?? { en: '', fr: '' };
    return [
      step(call.result === 'reached' ? 'told-by-telephone' : 'called-in-vain', call.calledAt, call.result, {
        en: joined(service.en, whom, call.by),
        fr: joined(service.fr, whom, call.by),
      }),
      ...call.callBacks.map((back) => step('called-back', back.at, back.result, { en: back.by, fr: back.by })),
    ];
  });
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function step(stage: string, at: Instant, result: string, reason: Bilingual) {
  return { stage, at, durationMs: null, ruleVersion: null, result, reasons: [reason] };
}
