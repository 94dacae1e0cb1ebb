import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { addToDay, type CivilDay, civilDayIn, endOfDay, sameTimeLater } from './calendar.ts';

const at = (text: string) => text as Instant;
const day = (text: string) => text as CivilDay;
const YEAR = { amount: 1, unit: 'years' } as const;
const TORONTO = 'America/Toronto';

describe('days of the calendar', () => {
  test('the day changes at midnight of the place, not at midnight UTC', () => {
    expect(civilDayIn(at('2026-11-24T04:59:59.999Z'), TORONTO)).toBe('2026-11-23');
    expect(civilDayIn(at('2026-11-24T05:00:00.000Z'), TORONTO)).toBe('2026-11-24');
    // Newfoundland is half an hour ahead of the Maritimes.
    expect(civilDayIn(at('2026-11-24T03:29:59.999Z'), 'America/St_Johns')).toBe('2026-11-23');
    expect(civilDayIn(at('2026-11-24T03:30:00.000Z'), 'America/St_Johns')).toBe('2026-11-24');
  });

  test.each([
    ['2026-01-31', 21, '2026-02-21'],
    ['2026-02-10', 21, '2026-03-03'],
    ['2028-02-10', 21, '2028-03-02'],
    ['2026-12-20', 21, '2027-01-10'],
  ])('%s and %i days is %s', (from, amount, to) => {
    expect(addToDay(day(from), { amount, unit: 'days' })).toBe(to);
  });

  test('a year after a leap day is the last day of February', () => {
    expect(addToDay(day('2028-02-29'), YEAR)).toBe('2029-02-28');
    expect(addToDay(day('2027-02-28'), YEAR)).toBe('2028-02-28');
  });

  test('a day ends when the next one begins there, also on days of 23 and 25 hours', () => {
    expect(endOfDay(day('2026-12-14'), TORONTO)).toBe('2026-12-15T05:00:00.000Z');
    // Clocks go forward on 8 March 2026 and back on 1 November 2026.
    expect(endOfDay(day('2026-03-07'), TORONTO)).toBe('2026-03-08T05:00:00.000Z');
    expect(endOfDay(day('2026-03-08'), TORONTO)).toBe('2026-03-09T04:00:00.000Z');
    expect(endOfDay(day('2026-11-01'), TORONTO)).toBe('2026-11-02T05:00:00.000Z');
    expect(endOfDay(day('2026-07-01'), 'America/St_Johns')).toBe('2026-07-02T02:30:00.000Z');
  });

  test('a length keeps the time of day across a clock change', () => {
    expect(sameTimeLater(at('2026-03-01T17:00:00.000Z'), { amount: 21, unit: 'days' }, TORONTO)).toBe(
      '2026-03-22T16:00:00.000Z',
    );
    expect(sameTimeLater(at('2026-11-24T17:00:00.123Z'), YEAR, 'UTC')).toBe('2027-11-24T17:00:00.123Z');
  });
});
