import type { Instant } from '#core/clock.ts';
import type { Language } from '#core/locale.ts';
import type { WrittenTime } from '#features/intake/types';
import { LOCALES, say } from '#platform/i18n/say.ts';
import { WORDS } from './messages.ts';

/** An instant in UTC, and in the local time of a zone where one is given: both always with their zone. */
export function sayInstant(instant: Instant, language: Language, timeZone?: string): string {
  const utc = `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
  return timeZone === undefined ? utc : `${utc} (${localTime(instant, language, timeZone)})`;
}

/** A time as its sender gave it: never a zone that was not stated. */
export function sayWritten(time: WrittenTime | null, language: Language): string {
  if (time === null) return say(WORDS.unknown, language);
  if (time.instant !== null) {
    return say(WORDS.asWritten, language, { time: sayInstant(time.instant, language), written: time.asWritten });
  }
  return say(time.zone === 'unstated' ? WORDS.zoneUnknown : WORDS.timeUnreadable, language, { time: time.asWritten });
}

/** `2026-11-23 21:47 EST`: numeric dates and the 24-hour clock in both languages. */
function localTime(instant: Instant, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const part = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const [date, time] = [['year', 'month', 'day'] as const, ['hour', 'minute'] as const];
  const join = (names: readonly Intl.DateTimeFormatPartTypes[], by: string) =>
    names.map((one) => part.get(one)).join(by);
  return `${join(date, '-')} ${join(time, ':')} ${part.get('timeZoneName') ?? ''}`;
}
