import { apartWords, findBundles, findMemberships } from '#features/linking';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { decidedLike } from './bundles-of-rows.ts';

/** What one report has to do with bundles: in one, kept apart and why, or like one that was decided. */
export async function bundleOfReport(q: Queryable, reportId: number) {
  const [member] = await findMemberships(q, [reportId]);
  const [bundle] = member?.bundleId == null ? [] : await findBundles(q, [member.bundleId]);
  const earlier = member === undefined ? undefined : (await decidedLike(q, [reportId])).get(reportId);
  return {
    bundle: bundle?.number ?? null,
    state: bundle?.state ?? null,
    standing: member?.standing ?? null,
    reasons: apartWords(member?.standing === 'apart' ? member.reasons : []),
    words: member?.words ?? null,
    decidedLike: earlier ?? null,
  };
}
