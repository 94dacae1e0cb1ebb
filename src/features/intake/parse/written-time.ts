import { instantOf } from '#core/clock.ts';
import type { WrittenTime } from '../types.ts';

/** Date, time of day, optional zone: xs:dateTime, and the same with a blank for the `T` or a zone in words. */
const WRITTEN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Za-z]{2,5})?$/i;

/** Reads a time as a sender wrote it. An instant only where the offset from UTC is stated; words such as `EST` state none (they name several). */
export function writtenTime(text: string): WrittenTime {
  const asWritten = text.trim();
  const match = WRITTEN.exec(asWritten);
  if (match === null || !isClockTime(match)) return { asWritten, instant: null, zone: 'unreadable' };
  const offset = offsetMinutes(match[8]);
  if (offset === null || match[4] === undefined) return { asWritten, instant: null, zone: 'unstated' };
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 1) - 1, day);
  date.setUTCHours(hour ?? 0, (minute ?? 0) - offset, second, milliseconds);
  // Years a database and a four-digit text cannot hold: kept as written only.
  if (date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999)
    return { asWritten, instant: null, zone: 'unreadable' };
  return { asWritten, instant: instantOf(date), zone: 'stated' };
}

/** The same, with nothing in and nothing out. */
export function writtenTimeOrNull(text: string | null): WrittenTime | null {
  return text === null || text.trim() === '' ? null : writtenTime(text);
}

function isClockTime(match: RegExpExecArray): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay) return false;
  return hour < 24 ? minute < 60 && second < 60 : hour === 24 && minute === 0 && second === 0;
}

/** Minutes east of UTC, or null where the text names no offset. */
function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (/^(?:Z|UTC|GMT)$/i.test(zone)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
