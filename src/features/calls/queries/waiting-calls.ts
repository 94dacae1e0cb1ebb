import type { Clock, Instant } from '#core/clock.ts';
import { reportHeads } from '#features/intake';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectAwaited, selectCallBacks, selectRunning } from '../store.ts';
import { callViews, clockView } from './calls-of-report.ts';

// More than a desk can telephone in a night; what lies beyond is later due than all of these.
const SHOWN = 200;

/** Everything that waits for a telephone or for the package after it: clocks that run, and call-backs, the earliest first. */
export async function waitingCalls(q: Queryable, deps: { readonly clock: Clock }) {
  const now: Instant = deps.clock.now();
  const clocks = await selectRunning(q, SHOWN);
  const awaited = await selectAwaited(q, SHOWN);
  const reportIds = [...new Set([...clocks, ...awaited].map(({ reportId }) => reportId))];
  const numbers = new Map((await reportHeads(q, reportIds)).map(({ reportId, number }) => [Number(reportId), number]));
  const numberOf = (reportId: number): string => numbers.get(reportId) ?? '';
  const show = await callViews(q, awaited, await selectCallBacks(q, [...new Set(awaited.map((one) => one.reportId))]));
  return {
    asOf: now,
    reportIds,
    clocks: clocks.map((clock) => ({ report: numberOf(clock.reportId), ...clockView(clock, now) })),
    callBacks: awaited.map((call) => ({ report: numberOf(call.reportId), ...show(call) })),
  };
}
