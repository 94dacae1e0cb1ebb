import type { Bilingual } from '#core/locale.ts';
import type { Disposition } from '#core/vocabulary.ts';
import { countMembers, findBundles, findDecidedLike } from '#features/linking';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { DISPOSITION_CHOICES } from '../domain/dispositions.ts';
import { type BundleDecisionRecord, findBundleDecisions } from '../store/bundle-decisions.ts';
import type { QueueRecord } from '../store/queue.ts';

/** An earlier bundle of the same likeness and how it was decided: a proposal, never a decision. */
export interface EarlierBundle {
  readonly number: string;
  readonly disposition: Disposition;
  readonly reason: string;
  readonly words: Bilingual;
}

/** What a page of the queue says of bundles: three queries for any number of rows, none where no row has to do with one. */
export async function bundlesOfRows(q: Queryable, rows: readonly QueueRecord[]) {
  const ids = [...new Set(rows.flatMap((row) => row.bundleId ?? []))];
  const bundles = new Map((ids.length === 0 ? [] : await findBundles(q, ids)).map((one) => [one.bundleId, one]));
  const counts = new Map((ids.length === 0 ? [] : await countMembers(q, ids)).map((one) => [one.bundleId, one]));
  const earlier = await decidedLike(
    q,
    rows.map((row) => row.reportId),
  );
  return (row: QueueRecord) => {
    const bundle = row.bundleId === null ? undefined : bundles.get(row.bundleId);
    const { together = 0, apart = 0 } = counts.get(bundle?.bundleId ?? 0) ?? {};
    return {
      bundle: bundle ? { number: bundle.number, together, apart } : null,
      decidedLike: earlier.get(row.reportId) ?? null,
    };
  };
}

/** For each report the last decided bundle it resembles, other than its own. */
export async function decidedLike(
  q: Queryable,
  reportIds: readonly number[],
): Promise<ReadonlyMap<number, EarlierBundle>> {
  const found = await findDecidedLike(q, reportIds);
  if (found.length === 0) return new Map();
  const decisions = new Map(
    (await findBundleDecisions(q, [...new Set(found.map((one) => one.bundleId))])).map((one) => [one.bundleId, one]),
  );
  return new Map(
    found.flatMap(({ reportId, bundleId, number }) => {
      const decision = decisions.get(bundleId);
      return decision ? [[reportId, earlierBundle(number, decision)] as const] : [];
    }),
  );
}

function earlierBundle(number: string, { disposition, reason }: BundleDecisionRecord): EarlierBundle {
  return { number, disposition, reason, words: decisionWords(disposition, reason) };
}

/** An outcome with its reason, in words. */
export function decisionWords(disposition: Disposition, reason: string): Bilingual {
  const choice = DISPOSITION_CHOICES.find((one) => one.code === disposition);
  const why = choice?.reasons.find((one) => one.code === reason);
  const in_ = (language: 'en' | 'fr') =>
    `${choice?.words[language] ?? disposition} (${why?.words[language] ?? reason})`;
  return { en: in_('en'), fr: in_('fr') };
}
