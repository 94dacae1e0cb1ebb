import type { Bilingual } from '#core/locale.ts';
import { reportHeads } from '#features/intake';
import { say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { MESSAGES } from '../messages.ts';
import { matchesOf } from './matches-of.ts';

/** What matching says of one report for `vigie explain`; exact recurrence has no rules and so no version. */
export async function matchReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const matches = await matchesOf(q, [reportId]);
  const heads = await reportHeads(q, [...new Set(matches.map((match) => match.firstReportId))]);
  const numbers = new Map(heads.map((head) => [head.reportId, head.number]));
  const reasons = matches.map(({ earlierReports, firstReportId, weak }) => {
    const first = numbers.get(firstReportId) ?? String(firstReportId);
    const values = { count: earlierReports, first, weak: weak ? 'yes' : 'no' };
    return { en: say(MESSAGES.seenBefore, 'en', values), fr: say(MESSAGES.seenBefore, 'fr', values) };
  });
  return { ruleVersion: null, reasons: reasons.length > 0 ? reasons : [MESSAGES.nothingKnown] };
}
