import type { Clock, Instant } from '#core/clock.ts';
import { staffByIds } from '#features/access';
import { agenciesByCode } from '#features/routing';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { clockState } from '../domain/hand-over-clock.ts';
import { groundOf, groundsAt } from '../rule-book.ts';
import { type ClockRow, selectCallBacks, selectCalls, selectClocks } from '../store.ts';
import type { Call } from '../types.ts';

/** What was said by telephone about a report, its two clocks, and the grounds there are today. */
export async function callsOfReport(q: Queryable, deps: { readonly clock: Clock }, reportId: number) {
  const now = deps.clock.now();
  const calls = await selectCalls(q, [reportId]);
  const backs = await selectCallBacks(q, [reportId]);
  const show = await callViews(q, calls, backs);
  return {
    calls: calls.map(show),
    clocks: (await selectClocks(q, [reportId])).map((clock) => clockView(clock, now)),
    grounds: groundsAt(now).map(({ code, words }) => ({ code, words })),
  };
}

/** Every call about these reports in which somebody was reached, the first one first. */
export async function reachedCalls(q: Queryable, reportIds: readonly number[]): Promise<readonly Call[]> {
  return (await selectCalls(q, reportIds)).filter((call) => call.result === 'reached');
}

/** A clock as a person reads it. */
export function clockView({ kind, startsAt, dueAt, metAt, endedAt, endedReason, ruleVersion }: ClockRow, now: Instant) {
  const state = clockState({ startsAt, dueAt, metAt, endedAt }, now);
  return { kind, startsAt, dueAt, metAt, state, endedReason, ruleVersion };
}

/** How calls are shown: with names of people and services, words of grounds, and what came after. */
export async function callViews(
  q: Queryable,
  calls: readonly Call[],
  backs: Awaited<ReturnType<typeof selectCallBacks>>,
) {
  const people = [...new Set([...calls, ...backs].map(({ by }) => by))];
  const names = new Map((await staffByIds(q, people)).map(({ staffId, name }) => [Number(staffId), name]));
  const nameOf = (by: number): string => names.get(by) ?? `staff:${by}`;
  const services = await agenciesByCode(q, [...new Set(calls.flatMap(({ agency }) => agency ?? []))]);
  return ({ callId, agency, ground, by, ...call }: Call) => ({
    id: callId,
    agency: agency === null ? null : { code: agency, name: services.get(agency)?.name ?? { en: agency, fr: agency } },
    number: call.number,
    numberFrom: call.numberFrom,
    result: call.result,
    calledAt: call.calledAt,
    reachedName: call.reachedName,
    reachedBadge: call.reachedBadge,
    hasFacts: call.result === 'reached',
    ground: groundOf(ground)?.words ?? null,
    awaitsUntil: call.awaitsUntil,
    by: nameOf(by),
    recordedAt: call.recordedAt,
    callBacks: backs
      .filter((back) => back.callId === callId)
      .map(({ result, at, note, awaitsUntil, by: who }) => ({ result, at, note, awaitsUntil, by: nameOf(who) })),
  });
}
