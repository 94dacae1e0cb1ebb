import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Drift } from '../types.ts';
import { type Completeness, completenessOf, type NoticeRules, type ProviderNotice, SECTION_11 } from './notice.ts';
import type { StatutoryLetter } from './notice-asks.ts';

/** Until when the provider keeps the data, by what rule, and what it does afterwards. */
export interface NoticeKeeping {
  /** The first instant after the last day. */
  readonly until: Instant;
  /** The last day itself, in the zone of the rule: `2026-12-15`. */
  readonly lastDay: string;
  readonly rule: Bilingual;
  /** MRA s.4(2). */
  readonly destroyAfter: Bilingual;
}

/** What the law in force at a receipt asks of a notice. */
export interface NoticeTerms {
  readonly rules: NoticeRules;
  readonly title: Bilingual | null;
  readonly keeping: NoticeKeeping | null;
}

/** Where nobody says which regime is in force. */
export const PLAIN_TERMS: NoticeTerms = { rules: SECTION_11, title: null, keeping: null };

/** s3: a notice to police; s2: addresses alone, for which nothing else is asked. */
export type NoticeDuty = 's2' | 's3';

/** What a sender is told of its notice, as kept with the receipt: codes and places, no content. */
export interface NoticeTold {
  readonly duty: NoticeDuty;
  readonly regime: string | null;
  readonly regimeTitle: Bilingual | null;
  readonly missing: readonly StatutoryLetter[];
  readonly transmissionDataMissing: boolean;
  readonly completeness: number;
  readonly drift: readonly Pick<Drift, 'path' | 'kind'>[];
  readonly keeping: NoticeKeeping | null;
}

// A notice with a thousand odd columns is told of the first of them.
const MOST_TOLD = 100;

/** What the sender is told, under the terms the notice is born under. */
export function toldOf(
  notice: ProviderNotice,
  duty: NoticeDuty,
  terms: NoticeTerms,
  drift: readonly Drift[],
): NoticeTold {
  const measured = duty === 's3' ? completenessOf(notice, terms.rules) : ADDRESSES_ALONE;
  const { missing, transmissionDataMissing, percent: completeness } = measured;
  return {
    duty,
    regime: duty === 's3' ? terms.rules.regime : null,
    regimeTitle: duty === 's3' ? terms.title : null,
    missing,
    transmissionDataMissing,
    completeness,
    drift: drift
      .filter(({ kind }) => kind !== 'missing')
      .slice(0, MOST_TOLD)
      .map(({ path, kind }) => ({ path, kind })),
    keeping: duty === 's3' ? terms.keeping : null,
  };
}

const ADDRESSES_ALONE: Pick<Completeness, 'missing' | 'transmissionDataMissing' | 'percent'> = {
  missing: [],
  transmissionDataMissing: false,
  percent: 100,
};
