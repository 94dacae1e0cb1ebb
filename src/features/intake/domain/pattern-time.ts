import { instantOf } from '#core/clock.ts';
import type { WrittenTime } from '../types.ts';
import { type ClockTime, fixedOffset, instantUnder, utcOf } from './zone-offset.ts';

/** The letters of a pattern and the digits each stands for. */
const TOKENS = {
  yyyy: String.raw`(\d{4})`,
  MM: String.raw`(\d{2})`,
  M: String.raw`(\d{1,2})`,
  dd: String.raw`(\d{2})`,
  d: String.raw`(\d{1,2})`,
  HH: String.raw`(\d{2})`,
  H: String.raw`(\d{1,2})`,
  hh: String.raw`(\d{2})`,
  h: String.raw`(\d{1,2})`,
  mm: String.raw`(\d{2})`,
  ss: String.raw`(\d{2})`,
  SSS: String.raw`(\d{3})`,
  a: '([AaPp])\\.?[Mm]\\.?',
  XXX: String.raw`(Z|UTC|GMT|[+-]\d{2}:?\d{2})`,
} as const;
type Token = keyof typeof TOKENS;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const TOKEN = /yyyy|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|XXX|T|[A-Za-z]+|[^A-Za-z]+/g;

/** Seconds and milliseconds since 1970: they state their zone by being what they are. */
const EPOCHS: Readonly<Record<string, number>> = { 'epoch-s': 1_000, 'epoch-ms': 1 };

/** What is wrong with a pattern; null when nothing is. */
export function checkPattern(pattern: string): string | null {
  if (pattern in EPOCHS) return null;
  if (pattern.length > 60) return 'longer than 60 characters';
  const parts: readonly string[] = pattern.match(TOKEN) ?? [];
  const unknown = parts.find((part) => /[A-Za-z]/.test(part) && part !== 'T' && !(part in TOKENS));
  if (unknown !== undefined) return `“${unknown}” stands for nothing`;
  const has = (...names: readonly string[]) => names.some((name) => parts.includes(name));
  if (!has('yyyy') || !has('MM', 'M') || !has('dd', 'd')) return 'year, month or day is missing';
  return has('hh', 'h') && !has('a') ? 'twelve hours need “a”' : null;
}

/** Reads a time by a pattern (null: ISO 8601). A time without a zone takes that of the rule; nothing else is ever assumed. */
export function readPatternTime(text: string, pattern: string | null, zone: string): WrittenTime {
  const asWritten = text.trim();
  const unreadable: WrittenTime = { asWritten, instant: null, zone: 'unreadable' };
  const unit = pattern === null ? undefined : EPOCHS[pattern];
  if (unit !== undefined) return epochTime(asWritten, unit);
  const parts = pattern === null ? isoParts(asWritten) : patternParts(asWritten, pattern);
  if (parts === null || !isClockTime(parts.time)) return unreadable;
  const at = !parts.hasHour
    ? null
    : parts.offset === null
      ? instantUnder(zone, parts.time)
      : utcOf(parts.time) - parts.offset * 60_000;
  return at === null
    ? { asWritten, instant: null, zone: 'unstated' }
    : { asWritten, instant: instantOf(new Date(at)), zone: 'stated' };
}

function epochTime(asWritten: string, unit: number): WrittenTime {
  const at = /^\d{1,13}$/.test(asWritten) ? Number(asWritten) * unit : Number.NaN;
  if (!(at < 253_402_300_800_000)) return { asWritten, instant: null, zone: 'unreadable' };
  return { asWritten, instant: instantOf(new Date(at)), zone: 'stated' };
}

interface Parts {
  readonly time: ClockTime;
  readonly hasHour: boolean;
  /** Minutes east of UTC, where the text states them. */
  readonly offset: number | null;
}

function isoParts(text: string): Parts | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = match[8] === undefined ? null : fixedOffset(match[8]);
  return { time: { year, month, day, hour, minute, second, millisecond }, hasHour: match[4] !== undefined, offset };
}

function patternParts(text: string, pattern: string): Parts | null {
  const tokens = pattern.match(TOKEN) ?? [];
  const source = tokens.map((part) => (part in TOKENS ? TOKENS[part as Token] : escaped(part))).join('');
  const match = new RegExp(`^${source}$`, 'i').exec(text);
  if (match === null) return null;
  const names = tokens.filter((part): part is Token => part in TOKENS);
  const found = new Map(names.map((name, at) => [name, match[at + 1] ?? '']));
  const number = (...wanted: readonly Token[]) => Number(wanted.map((name) => found.get(name)).find(Boolean) ?? 0);
  const half = found.get('a')?.toLowerCase();
  const twelve = number('hh', 'h');
  if (half !== undefined && (twelve < 1 || twelve > 12)) return null;
  const hour = half === undefined ? number('HH', 'H') : (twelve % 12) + (half === 'p' ? 12 : 0);
  const zone = found.get('XXX');
  return {
    time: {
      year: number('yyyy'),
      month: number('MM', 'M'),
      day: number('dd', 'd'),
      hour,
      minute: number('mm'),
      second: number('ss'),
      millisecond: number('SSS'),
    },
    hasHour: names.some((name) => ['HH', 'H', 'hh', 'h'].includes(name)),
    offset: zone === undefined ? null : fixedOffset(zone),
  };
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function isClockTime({ year, month, day, hour, minute, second }: ClockTime): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return day <= lastDay && hour < 24 && minute < 60 && second < 60;
}
