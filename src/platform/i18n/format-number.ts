import type { Language } from '#core/locale.ts';
import { LOCALES } from './say.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A number for a table column: grouped, with a fixed count of decimals so that columns align; unknown is a dash. @default 0 decimals */
export function formatNumber(
  value: number | null,
  language: Language,
  options: { readonly decimals?: number } = {},
): string {
  if (value === null) return '–';
  const decimals = options.decimals ?? 0;
  const known = `${language} ${decimals}`;
  const format =
    formats.get(known) ??
    new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(known, format);
  return format.format(value);
}
