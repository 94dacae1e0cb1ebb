import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { candidatesOf } from './routes-of-reports.ts';

/** Why these services are candidates for a report: each with its reasons and cautions, in rank order. */
export async function routeReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const candidates = await candidatesOf(q, [reportId]);
  return {
    ruleVersion: candidates[0]?.ruleVersion ?? null,
    reasons: candidates.flatMap(({ rank, agency, reasons, cautions }) => [
      ...reasons.map(({ words }) => ({
        en: `${rank}. ${agency}: ${words.en}`,
        fr: `${rank}. ${agency}\u00a0: ${words.fr}`,
      })),
      ...cautions.map(({ words }) => ({
        en: `${rank}. ${agency}, caution: ${words.en}`,
        fr: `${rank}. ${agency}, réserve\u00a0: ${words.fr}`,
      })),
    ]),
  };
}
