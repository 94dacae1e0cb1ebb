import { DAY_MS } from '#core/units.ts';

// Numbers of the formats that show a date or a time without writing a code for it (ECMA-376, 18.8.30).
const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Whether a cell format shows a date or a time; `code` is the workbook's own, null for a built-in one. */
export function isDateFormat(number: string, code: string | null): boolean {
  if (code === null) return BUILT_IN.has(Number(number));
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

/** 1899-12-30, so that 1 March 1900 is day 61 as in spreadsheets, which hold 1900 for a leap year. */
const SINCE_1900 = Date.UTC(1899, 11, 30);
const SINCE_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_466;

/** A day number as the date and time it shows, to the second and without a zone: a spreadsheet knows none. Null for what is none. */
export function serialDate(text: string, since1904: boolean): string | null {
  const days = Number(text);
  if (text.trim() === '' || !Number.isFinite(days) || days < 0 || days >= LAST_DAY) return null;
  const seconds = Math.round(days * (DAY_MS / 1_000)) * 1_000;
  const shown = new Date((since1904 ? SINCE_1904 : SINCE_1900) + seconds).toISOString().slice(0, 19);
  // Less than a day is a time of day; a whole number is a day.
  if (days < 1) return shown.slice(11);
  return shown.endsWith('T00:00:00') && Number.isInteger(days) ? shown.slice(0, 10) : shown;
}
