/** A point in time: ISO 8601 in UTC with milliseconds, `2026-11-23T23:40:00.000Z`. */
export type Instant = string & { readonly __brand: 'Instant' };

/** Where the present comes from; passed in, so that tests can fix it. */
export interface Clock {
  now(): Instant;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => instantOf(new Date()) };

/** Converts a valid `Date`; throws on an invalid one (a defect of the caller). */
export function instantOf(date: Date): Instant {
  return date.toISOString() as Instant;
}

/** Reads an ISO text that carries a zone; null when it is not an instant. */
export function parseInstant(text: string): Instant | null {
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.trim())) return null;
  const date = new Date(text.trim());
  return Number.isNaN(date.getTime()) ? null : instantOf(date);
}

/** Moves an instant by a number of milliseconds. */
export function plusMs(instant: Instant, ms: number): Instant {
  return instantOf(new Date(Date.parse(instant) + ms));
}

/** Milliseconds from `a` to `b`; negative when `b` is earlier. */
export function msBetween(a: Instant, b: Instant): number {
  return Date.parse(b) - Date.parse(a);
}
