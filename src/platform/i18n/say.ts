import { IntlMessageFormat } from 'intl-messageformat';
import type { Bilingual, Language } from '#core/locale.ts';

/** Regional forms of the two languages: dates, numbers and plurals as Canada writes them. */
export const LOCALES = { en: 'en-CA', fr: 'fr-CA' } as const satisfies Record<Language, string>;

export type MessageValues = Readonly<Record<string, string | number | Date>>;

const formats = new Map<string, IntlMessageFormat>();

/** Says a typed pair in one language; values fill the ICU MessageFormat places. Throws when a place has no value (a defect). */
export function say(pair: Bilingual, language: Language, values: MessageValues = {}): string {
  const text = pair[language];
  const known = `${language} ${text}`;
  const format = formats.get(known) ?? new IntlMessageFormat(text, LOCALES[language], undefined, { ignoreTag: true });
  formats.set(known, format);
  return String(format.format(values));
}
