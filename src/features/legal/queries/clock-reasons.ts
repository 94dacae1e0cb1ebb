import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { CLOCK_WORDS } from '../messages.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { clocksOf, gatesOf } from './clocks-of.ts';

/** What the legal stage says of one report for `vigie explain`: its deadlines with their source, and why gates are not open. */
export async function clockReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const clocks = await clocksOf(q, [reportId]);
  const gates = new Map((await gatesOf(q, [reportId])).map((gate) => [gate.code, gate.reason]));
  const deadlines = clocks.map(({ kind, dueAt, sourceKey }) => ({
    en: `${CLOCK_WORDS[kind].en}: ${dueAt} (${sourceKey})`,
    fr: `${CLOCK_WORDS[kind].fr}\u00a0: ${dueAt} (${sourceKey})`,
  }));
  return { ruleVersion: clocks[0]?.ruleVersion ?? CLOCK_RULES.version, reasons: [...deadlines, ...gates.values()] };
}
