import { type Instant, instantOf } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';

/** A length as statutes write it: calendar days or years, never hours. */
export interface CalendarLength {
  readonly amount: number;
  readonly unit: 'days' | 'years';
}

/** A day of the calendar, without a zone: `2026-02-28`. */
export type CivilDay = string & { readonly __brand: 'CivilDay' };

/** The day it was at `instant` for people in `zone` (IANA name). */
export function civilDayIn(instant: Instant, zone: string): CivilDay {
  return wallTime(Date.parse(instant), zone).toISOString().slice(0, 10) as CivilDay;
}

/** Moves a day; one year after 29 February is 28 February. */
export function addToDay(day: CivilDay, length: CalendarLength): CivilDay {
  const date = new Date(`${day}T00:00:00Z`);
  if (length.unit === 'days') {
    date.setUTCDate(date.getUTCDate() + length.amount);
  } else {
    const month = date.getUTCMonth();
    date.setUTCFullYear(date.getUTCFullYear() + length.amount);
    if (date.getUTCMonth() !== month) date.setUTCDate(0);
  }
  return date.toISOString().slice(0, 10) as CivilDay;
}

/** The first instant after `day` in `zone`: the day's end, whatever its length (23, 24 or 25 hours). */
export function endOfDay(day: CivilDay, zone: string): Instant {
  return fromWallTime(Date.parse(`${addToDay(day, { amount: 1, unit: 'days' })}T00:00:00Z`), zone);
}

/** The same time of day a calendar length later in `zone`; a time that a clock change skips moves forward with it. */
export function sameTimeLater(instant: Instant, length: CalendarLength, zone: string): Instant {
  const wall = wallTime(Date.parse(instant), zone).toISOString();
  const day = addToDay(wall.slice(0, 10) as CivilDay, length);
  return fromWallTime(Date.parse(`${day}${wall.slice(10)}`), zone);
}

/** Wall clock time in `zone`, carried by a Date as if it were UTC. */
function wallTime(epochMs: number, zone: string): Date {
  return new Date(epochMs + offsetMs(epochMs, zone));
}

/** Two steps settle every offset change: the first guess may lie on the other side of it. */
function fromWallTime(wallMs: number, zone: string): Instant {
  const guess = wallMs - offsetMs(wallMs, zone);
  return instantOf(new Date(wallMs - offsetMs(guess, zone)));
}

const OFFSET_FORMATS = new Map<string, Intl.DateTimeFormat>();

// A zone changes its offset once a day at most: a day that begins and ends with the same one has no other.
const OFFSETS_KEPT = 4_096;
const OFFSETS = new Map<string, number>();

function offsetMs(epochMs: number, zone: string): number {
  const day = Math.floor(epochMs / DAY_MS);
  const offset = offsetAtStart(day, zone);
  return offset === offsetAtStart(day + 1, zone) ? offset : readOffset(epochMs, zone);
}

function offsetAtStart(day: number, zone: string): number {
  const key = `${zone} ${day}`;
  const known = OFFSETS.get(key);
  if (known !== undefined) return known;
  const offset = readOffset(day * DAY_MS, zone);
  if (OFFSETS.size >= OFFSETS_KEPT) OFFSETS.clear();
  OFFSETS.set(key, offset);
  return offset;
}

function readOffset(epochMs: number, zone: string): number {
  let format = OFFSET_FORMATS.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    OFFSET_FORMATS.set(zone, format);
  }
  const name = format.formatToParts(epochMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * MINUTE_MS;
}
