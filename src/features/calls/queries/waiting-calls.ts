import type { Clock, Instant } from '#core/clock.ts';
import { reportHeads } from '#features/intake';
import { agenciesByCode } from '#features/routing';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectAwaited, selectRunning } from '../store.ts';
import { clockView } from './calls-of-report.ts';

// More than a desk can telephone in a night; that there are more is said.
const SHOWN = 200;

/** Everything that waits for a telephone or for the package after it: who is to be told by voice first, the earliest of each kind first. */
export async function waitingCalls(q: Queryable, deps: { readonly clock: Clock }) {
  const now: Instant = deps.clock.now();
  const running = await selectRunning(q, SHOWN + 1);
  const awaited = await selectAwaited(q, SHOWN + 1);
  const [clocks, callBacks] = [running.slice(0, SHOWN), awaited.slice(0, SHOWN)];
  const reportIds = [...new Set([...clocks, ...callBacks].map(({ reportId }) => reportId))];
  const numbers = new Map((await reportHeads(q, reportIds)).map(({ reportId, number }) => [Number(reportId), number]));
  const numberOf = (reportId: number): string => numbers.get(reportId) ?? '';
  const services = await agenciesByCode(q, [...new Set(callBacks.flatMap(({ agency }) => agency ?? []))]);
  return {
    asOf: now,
    hasMore: running.length > SHOWN || awaited.length > SHOWN,
    clocks: clocks.map((clock) => ({ report: numberOf(clock.reportId), ...clockView(clock, now) })),
    callBacks: callBacks.map(({ callId, reportId, agency, number, reachedName, awaitsUntil }) => ({
      id: callId,
      report: numberOf(reportId),
      agency: agency === null ? null : { code: agency, name: services.get(agency)?.name ?? { en: agency, fr: agency } },
      number,
      reachedName,
      awaitsUntil,
    })),
  };
}
