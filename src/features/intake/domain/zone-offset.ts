/** Wall-clock time in parts; months counted from 1. */
export interface ClockTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;
const LARGEST_OFFSET_MINUTES = 14 * 60;

/** Whether a text is a rule for times without a zone: `none`, an offset or a zone this machine knows. */
export function isZoneRule(rule: string): boolean {
  return rule === 'none' || fixedOffset(rule) !== null || clockOf(rule) !== null;
}

/**
 * The instant of a wall-clock time under a zone rule, in milliseconds. Null where the rule names none, and for the hour of autumn that
 * comes twice and that of spring that does not come: nothing is guessed.
 */
export function instantUnder(rule: string, time: ClockTime): number | null {
  const asUtc = utcOf(time);
  const fixed = fixedOffset(rule);
  if (fixed !== null) return asUtc - fixed * 60_000;
  const clock = rule === 'none' ? null : clockOf(rule);
  if (clock === null) return null;
  const candidates = new Set([asUtc - 86_400_000, asUtc + 86_400_000].map((near) => asUtc - offsetAt(clock, near)));
  const fitting = [...candidates].filter((at) => at + offsetAt(clock, at) === asUtc);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Minutes east of UTC of a written offset; null for what is none. */
export function fixedOffset(text: string): number | null {
  if (/^(?:z|utc|gmt)$/i.test(text)) return 0;
  const match = OFFSET.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > LARGEST_OFFSET_MINUTES || Number(match[3]) > 59) return null;
  return match[1] === '-' ? -minutes : minutes;
}

export function utcOf({ year, month, day, hour, minute, second, millisecond }: ClockTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

const CLOCKS = new Map<string, Intl.DateTimeFormat | null>();

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = CLOCKS.get(zone);
  if (known !== undefined) return known;
  const made = makeClock(zone);
  // The names come from administrators; the bound only keeps a mistake from growing.
  if (CLOCKS.size < 1_000) CLOCKS.set(zone, made);
  return made;
}

function makeClock(zone: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){1,2}$/.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null; // a zone unknown here throws a RangeError
  }
}

/** Milliseconds by which the zone's clocks are before UTC at an instant. */
function offsetAt(clock: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]));
  const part = (name: string) => parts.get(name as Intl.DateTimeFormatPartTypes) ?? 0;
  const shown = utcOf({
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
    millisecond: 0,
  });
  return shown - Math.floor(at / 1_000) * 1_000;
}
