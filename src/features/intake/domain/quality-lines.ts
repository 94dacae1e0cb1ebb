import type { Bilingual } from '#core/locale.ts';
import { NOTICE_ASKS, STATUTORY_LETTERS, type StatutoryLetter } from './notice-asks.ts';
import { FIGURE_WORDS, type FigureWords, ITEM_WORDS } from './quality-words.ts';

/** How good the notices of one provider were over a period: figures alone. */
export interface NoticeQuality {
  readonly notices: number;
  readonly connections: number;
  readonly connectionsWithoutPort: number;
  readonly times: number;
  readonly timesWithoutZone: number;
  readonly files: number;
  readonly filesViewUnstated: number;
  /** Sent again unchanged, and those that say what another reference said. */
  readonly repeats: number;
  readonly duplicates: number;
  readonly amended: number;
  /** Minutes from discovery to notice, of those whose discovery is one instant; null where there is none. */
  readonly lagMedianMinutes: number | null;
  readonly lagP90Minutes: number | null;
  readonly lagKnown: number;
  /** Discovered later than they were received: a clock, or a zone, is wrong. */
  readonly discoveredLater: number;
  /** Notices that missed each item of section 11. */
  readonly missing: Readonly<Record<StatutoryLetter, number>>;
  readonly transmissionDataMissing: number;
  readonly completenessMedian: number | null;
}

/** What a figure is: `share`: so many of so many; null where there was nothing to measure. */
export type QualityFigure =
  | { readonly kind: 'share'; readonly count: number; readonly of: number }
  | { readonly kind: 'minutes' | 'percent'; readonly value: number | null };

/** One line of a quality card. */
export interface QualityLine extends FigureWords {
  readonly code: keyof typeof FIGURE_WORDS | `item-${StatutoryLetter}`;
  readonly figure: QualityFigure;
  /** There is something here that could be better; never a judgement of the provider. */
  readonly canImprove: boolean;
}

/** The card as it is read, line by line; `lag` and completeness have no mark to reach, so they never count as something to mend. */
export function qualityLines(quality: NoticeQuality): readonly QualityLine[] {
  const { notices, missing, lagKnown, discoveredLater } = quality;
  const items = STATUTORY_LETTERS.map((letter): QualityLine => {
    const count = missing[letter];
    const figure = { kind: 'share', count, of: notices } as const;
    return { code: `item-${letter}`, figure, canImprove: count > 0, ...itemWords(letter) };
  });
  return [
    share('port', quality.connectionsWithoutPort, quality.connections),
    share('zone', quality.timesWithoutZone, quality.times),
    share('viewed', quality.filesViewUnstated, quality.files),
    ...items,
    share('transmission', quality.transmissionDataMissing, notices),
    share('amended', quality.amended, notices),
    measured('lag', 'minutes', quality.lagMedianMinutes),
    measured('lagLong', 'minutes', quality.lagP90Minutes),
    share('clock', discoveredLater, lagKnown + discoveredLater),
    share('duplicates', quality.duplicates, notices),
    { ...share('repeats', quality.repeats, notices + quality.repeats), canImprove: false },
    measured('completeness', 'percent', quality.completenessMedian),
  ];
}

function share(code: keyof typeof FIGURE_WORDS, count: number, of: number): QualityLine {
  return { code, figure: { kind: 'share', count, of }, canImprove: count > 0, ...FIGURE_WORDS[code] };
}

function measured(code: keyof typeof FIGURE_WORDS, kind: 'minutes' | 'percent', value: number | null): QualityLine {
  return { code, figure: { kind, value }, canImprove: false, ...FIGURE_WORDS[code] };
}

function itemWords(letter: StatutoryLetter): FigureWords {
  const ask = Object.values(NOTICE_ASKS).find((one) => one.letter === letter);
  if (ask === undefined) throw new Error(`No statutory item ${letter}.`);
  const named = (language: keyof Bilingual) =>
    ITEM_WORDS.name[language]
      .replace('{letter}', letter)
      .replace('{item}', ask.name[language].toLocaleLowerCase(language));
  return { name: { en: named('en'), fr: named('fr') }, means: ITEM_WORDS.means, better: ask.gives };
}
