import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { CLOCK_WORDS } from '../messages.ts';
import { clocksOf } from './clocks-of.ts';

/** Which clocks run for a report and until when, earliest first. */
export async function clockReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const clocks = await clocksOf(q, [reportId]);
  return {
    ruleVersion: clocks[0]?.ruleVersion ?? null,
    reasons: clocks.map(({ kind, dueAt }) => ({
      en: `${CLOCK_WORDS[kind].en}: until ${dueAt}`,
      fr: `${CLOCK_WORDS[kind].fr} : jusqu’au ${dueAt}`,
    })),
  };
}
