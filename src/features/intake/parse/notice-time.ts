import { instantOf } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import type { WrittenTime } from '../types.ts';
import { writtenTime } from './written-time.ts';

/**
 * A time with the zone its sender wrote beside it: an offset, `UTC`, or the name of a zone (`America/Toronto`). No instant where the zone
 * is unstated or unknown, nor for the hour of autumn that comes twice and that of spring that never comes: nothing is guessed.
 */
export function noticeTime(at: string | undefined, zone: string | undefined): WrittenTime | null {
  const text = at?.trim() ?? '';
  if (text === '') return null;
  const alone = writtenTime(text);
  const named = zone?.trim() ?? '';
  if (alone.zone !== 'unstated' || named === '') return alone;
  const asWritten = `${text} ${named}`;
  const together = writtenTime(asWritten);
  if (together.zone === 'stated') return together;
  const asUtc = writtenTime(`${text}Z`);
  const clock = clockOf(named);
  if (asUtc.instant === null || clock === null) return { asWritten, instant: null, zone: 'unstated' };
  const instant = onlyInstant(clock, Date.parse(asUtc.instant));
  return instant === null
    ? { asWritten, instant: null, zone: 'unstated' }
    : { asWritten, instant: instantOf(new Date(instant)), zone: 'stated' };
}

/** The one instant at which the zone's clocks show this time; null when there is none or there are two. */
function onlyInstant(clock: Intl.DateTimeFormat, shown: number): number | null {
  const candidates = new Set([shown - DAY_MS, shown + DAY_MS].map((near) => shown - offsetAt(clock, near)));
  const fitting = [...candidates].filter((at) => Number.isFinite(at) && at + offsetAt(clock, at) === shown);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat | null>();
// The world has about 600 names of zones; what else senders write does not pile up.
const MOST_CLOCKS = 1_000;

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = CLOCKS.get(zone);
  if (known !== undefined) return known;
  const made = makeClock(zone);
  if (CLOCKS.size < MOST_CLOCKS) CLOCKS.set(zone, made);
  return made;
}

function makeClock(zone: string): Intl.DateTimeFormat | null {
  // `EST` and the like are known to machines and name several zones to people.
  if (!/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2}$/.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  } catch {
    return null; // a zone unknown here throws a RangeError
  }
}

/** Milliseconds by which the zone's clocks are before UTC at an instant. */
function offsetAt(clock: Intl.DateTimeFormat, at: number): number {
  const shown = Date.parse(`${clock.format(new Date(at)).replace(' ', 'T')}Z`);
  return shown - Math.floor(at / 1_000) * 1_000;
}
