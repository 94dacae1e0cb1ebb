import type { Bilingual } from '#core/locale.ts';
import { reportHeads } from '#features/intake';
import { type MessageValues, say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { MESSAGES } from '../messages.ts';
import { LINKING_RULES } from '../rule-book.ts';
import { edgesAmong } from './edges-among.ts';
import { subjectOf } from './subject-of.ts';

// `vigie explain` prints the strongest links; the console shows them all.
const LINKS_TOLD = 10;

/** What linking says of one report for `vigie explain`: its subject and its strongest links; values themselves are not told. */
export async function linkReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const [membership] = await subjectOf(q, [reportId]);
  const edges = (await edgesAmong(q, [reportId])).slice(0, LINKS_TOLD);
  const others = edges.map((edge) => (edge.aReportId === reportId ? edge.bReportId : edge.aReportId));
  const numbers = new Map((await reportHeads(q, others)).map((head) => [head.reportId, head.number]));
  const place = membership
    ? both(MESSAGES.inSubject, { ...membership, count: membership.reports - 1 })
    : MESSAGES.noStrongValue;
  const links = edges.map((edge, index) =>
    both(MESSAGES.linked, {
      kind: edge.kind,
      other: numbers.get(others[index] ?? 0) ?? String(others[index]),
      weight: edge.weight,
      hub: edge.hub ? 'yes' : 'no',
      count: edge.reportsSharing,
    }),
  );
  return { ruleVersion: edges[0]?.model ?? LINKING_RULES.version, reasons: [place, ...links] };
}

function both(pair: Bilingual, values: MessageValues): Bilingual {
  return { en: say(pair, 'en', values), fr: say(pair, 'fr', values) };
}
