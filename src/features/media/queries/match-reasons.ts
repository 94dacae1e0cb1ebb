import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { matchesOf } from './matches-of.ts';

/** What was found of a report's files in earlier reports: numbers only, nothing opened. */
export async function matchReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const matches = await matchesOf(q, [reportId]);
  if (matches.length === 0) {
    return {
      ruleVersion: null,
      reasons: [{ en: 'No file of an earlier report.', fr: 'Aucun fichier d’un signalement antérieur.' }],
    };
  }
  return {
    ruleVersion: null,
    reasons: matches.map(({ hashKind, earlierReports, weak }) => ({
      en: `A file of ${earlierReports} earlier report(s), by ${hashKind.toUpperCase()}${weak ? ' (weak)' : ''}.`,
      fr: `Un fichier de ${earlierReports} signalement(s) antérieur(s), par ${hashKind.toUpperCase()}${weak ? ' (faible)' : ''}.`,
    })),
  };
}
