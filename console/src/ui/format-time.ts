import type { Language } from './locale.ts';

interface Wall {
  readonly date: string;
  readonly time: string;
  readonly day: number;
  readonly zone: string;
}

/** The wall clock of an instant in a zone; zone names are EST/HNE, and UTC in both languages. */
function wallClock(instant: string, language: Language, timeZone: string): Wall {
  const parts = new Intl.DateTimeFormat(language === 'fr' ? 'fr-CA' : 'en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  const zone = timeZone === 'UTC' ? 'UTC' : part('timeZoneName');
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    day: Number(part('day')),
    zone,
  };
}

/** The zone of this workstation. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function ordinal(day: number, language: Language): string {
  if (language === 'fr') return day === 1 ? 'le 1er' : `le ${day}`;
  const suffix =
    day % 10 === 1 && day !== 11
      ? 'st'
      : day % 10 === 2 && day !== 12
        ? 'nd'
        : day % 10 === 3 && day !== 13
          ? 'rd'
          : 'th';
  return `${day}${suffix}`;
}

/** `2026-11-23 21:47 EST (02:47 UTC 24th)`: local and UTC, the day of UTC named where it differs. */
export function formatInstant(instant: string, language: Language, timeZone: string = localZone()): string {
  const local = wallClock(instant, language, timeZone);
  const utc = wallClock(instant, language, 'UTC');
  if (local.zone === 'UTC') return `${utc.date} ${utc.time} UTC`;
  const day = local.date === utc.date ? '' : ` ${ordinal(utc.day, language)}`;
  return `${local.date} ${local.time} ${local.zone} (${utc.time} UTC${day})`;
}

/** `11-24 18:40 EST` for table columns, `2027-03-23 EDT` outside this year; the full form is one focus away. */
export function formatShortInstant(
  instant: string,
  language: Language,
  timeZone: string = localZone(),
  now: string = new Date().toISOString(),
): string {
  const local = wallClock(instant, language, timeZone);
  const thisYear = local.date.slice(0, 4) === wallClock(now, language, timeZone).date.slice(0, 4);
  return thisYear ? `${local.date.slice(5)} ${local.time} ${local.zone}` : `${local.date} ${local.zone}`;
}

/** `21:46:10 EST`: how old live figures are. */
export function formatClock(instant: string, language: Language, timeZone: string = localZone()): string {
  const local = wallClock(instant, language, timeZone);
  return `${local.time}:${instant.slice(17, 19)} ${local.zone}`;
}
