import { describe, expect, test } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';
import { isPassDue, isScrubOverdue, minuteBudget } from './scrub-pace.ts';

const RULES = { everyDays: 30, mostObjectsPerMinute: 1_000, mostBytesPerMinute: 5_000_000 };
const START = '2026-11-01T00:00:00.000Z' as Instant;
const daysLater = (days: number) => plusMs(START, days * DAY_MS);

describe('the calendar of the scrub', () => {
  test('the first pass begins at once, the next half a period after the start of the last', () => {
    expect(isPassDue(RULES, null, START)).toBe(true);
    expect(isPassDue(RULES, START, plusMs(daysLater(15), -1))).toBe(false);
    expect(isPassDue(RULES, START, daysLater(15))).toBe(true);
  });

  test('the work of a pass is spread evenly over half a period', () => {
    const left = { startedAt: START, objectsLeft: 15 * 24 * 60 * 7, bytesLeft: 15 * 24 * 60 * 100 };
    expect(minuteBudget(RULES, left, START)).toEqual({ objects: 7, bytes: 100 });
  });

  test('a pass that is late takes all it may, and no more', () => {
    const left = { startedAt: START, objectsLeft: 1_000_000, bytesLeft: 1e12 };
    expect(minuteBudget(RULES, left, plusMs(daysLater(15), -MINUTE_MS))).toEqual({ objects: 1_000, bytes: 5_000_000 });
    expect(minuteBudget(RULES, left, daysLater(40))).toEqual({ objects: 1_000, bytes: 5_000_000 });
  });

  test('it is overdue when the last whole pass began more than a period ago', () => {
    const passStartedAt = daysLater(16);
    expect(isScrubOverdue(RULES, { passStartedAt, lastPassStartedAt: START }, daysLater(30))).toBe(false);
    expect(isScrubOverdue(RULES, { passStartedAt, lastPassStartedAt: START }, plusMs(daysLater(30), 1))).toBe(true);
    expect(isScrubOverdue(RULES, { passStartedAt: null, lastPassStartedAt: null }, daysLater(90))).toBe(false);
  });
});
