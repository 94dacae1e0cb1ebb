import type { WrittenTime } from '../types.ts';
import { writtenTime } from './written-time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Thu, 8 Mar 2026 17:40:36 -0500 (EST)` (RFC 5322, 3.3). Comments at the end, the day's name and the seconds may be absent. */
const MAIL_DATE =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[a-z]{1,5})?(?:\s*\([^)]*\))?$/i;

/** A time as mail writes it, or as anything else does; its words are kept either way. */
export function mailTime(text: string | null): WrittenTime | null {
  if (text === null || text.trim() === '') return null;
  const asWritten = text.trim();
  const match = MAIL_DATE.exec(asWritten);
  const month = MONTHS.indexOf(match?.[2]?.toLowerCase() ?? '') + 1;
  if (match === null || month === 0) return writtenTime(asWritten);
  const [, day = '', , year, hour = '', minute, second = '00', zone = ''] = match;
  const two = (part: string | number) => String(part).padStart(2, '0');
  // RFC 5322, 4.3: -0000 says that nobody knows the zone.
  const stated = zone === '-0000' ? '' : zone;
  const read = writtenTime(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${stated}`);
  return { ...read, asWritten };
}
