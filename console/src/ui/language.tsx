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
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
}

const formats = new Map<string, IntlMessageFormat>();

function formatOf(text: string, language: Language): IntlMessageFormat {
  const key = `${language}\n${text}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new IntlMessageFormat(text, language === 'fr' ? 'fr-CA' : 'en-CA');
  formats.set(key, made);
  return made;
}

/** The words of one language, outside React too (titles, tests). Numbers are grouped by our own formatter. */
export function speechOf(language: Language): Speech {
  return {
    language,
    t: (pair, values) => {
      const text = pair[language];
      return values === undefined && !text.includes('{') ? text : String(formatOf(text, language).format(values ?? {}));
    },
    say: (pair) => pair[language],
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
