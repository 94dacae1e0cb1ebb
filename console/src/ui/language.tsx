import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { formatBytes, formatNumber } from './format-number.ts';
import type { Language, Pair } from './locale.ts';

type Values = Readonly<Record<string, string | number>>;

export interface Speech {
  readonly language: Language;
  /** Formats a pair of ICU MessageFormat strings. */
  readonly t: (pair: Pair, values?: Values) => string;
  /** Picks a side of a text that came from the server: it is data, never a pattern. */
  readonly say: (pair: Pair) => string;
  /** A colon as the language writes it after a label: French keeps a no-break space before it. */
  readonly colon: string;
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
}

const formats = new Map<string, IntlMessageFormat>();

/**
 * Plain arguments (`{n}`) are filled with text we grouped ourselves; only plural rules see the number. The default
 * would print 4112 without a group.
 */
function formatOf(text: string, language: Language, names: readonly string[]): IntlMessageFormat {
  const key = `${language}\n${text}`;
  const known = formats.get(key);
  if (known) return known;
  const pattern = names.reduce((made, name) => made.replaceAll(`{${name}}`, `{${name}Shown}`), text);
  const made = new IntlMessageFormat(pattern, language === 'fr' ? 'fr-CA' : 'en-CA');
  formats.set(key, made);
  return made;
}

function format(text: string, language: Language, values: Values): string {
  const shown = Object.entries(values).map(([name, value]) => [
    `${name}Shown`,
    typeof value === 'number' ? formatNumber(value, language) : value,
  ]);
  const all: Values = { ...values, ...Object.fromEntries(shown) };
  return String(formatOf(text, language, Object.keys(values)).format(all));
}

/** The words of one language, outside React too (titles, tests). Numbers are grouped by our own formatter. */
export function speechOf(language: Language): Speech {
  return {
    language,
    t: (pair, values) => {
      const text = pair[language];
      return values === undefined ? text : format(text, language, values);
    },
    say: (pair) => pair[language],
    colon: language === 'fr' ? '\u00a0:' : ':',
    number: (value) => formatNumber(value, language),
    bytes: (value) => formatBytes(value, language),
  };
}

const SpeechContext = createContext<Speech>(speechOf('en'));

/** Gives every component below its language; changing it keeps the elements, so focus and drafts stay. */
export function SpeechProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const speech = useMemo(() => speechOf(language), [language]);
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

/** The current language and its formatters. */
export function useSpeech(): Speech {
  return useContext(SpeechContext);
}
