import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { apartWords } from '../apart-words.ts';
import { MESSAGES } from '../messages.ts';
import { BUNDLE_RULES } from '../rule-book.ts';
import { findBundles, findMemberships } from '../store/bundles.ts';

/** The bundle as a step of a report's road: in which one it is, or what keeps it apart. None for a report that resembles nothing. */
export async function bundleRoad(q: Queryable, reportId: number) {
  const [member] = await findMemberships(q, [reportId]);
  if (member === undefined) return [];
  const [bundle] = member.bundleId === null ? [] : await findBundles(q, [member.bundleId]);
  const why = (language: 'en' | 'fr') =>
    apartWords(member.reasons)
      .map(({ words }) => words[language])
      .join(', ');
  const told = (language: 'en' | 'fr'): string => {
    if (member.standing === 'together')
      return bundle
        ? say(MESSAGES.inBundle, language, { bundle: bundle.number, kind: bundle.kind.replace('same-', '') })
        : say(MESSAGES.waitsForLike, language, {});
    return bundle
      ? say(MESSAGES.keptOutOf, language, { bundle: bundle.number, why: why(language) })
      : say(MESSAGES.keptApartAlone, language, { why: why(language) });
  };
  const reason: Bilingual = { en: told('en'), fr: told('fr') };
  return [
    {
      stage: 'bundle-reports',
      at: member.since as Instant,
      durationMs: null,
      ruleVersion: bundle?.rules ?? BUNDLE_RULES.version,
      result: member.standing,
      reasons: [reason],
    },
  ];
}
