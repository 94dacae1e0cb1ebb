import { describe, expect, test } from 'vitest';
import { fixedOffset, instantUnder } from './zone-offset.ts';

const time = (hour: number, month = 1, day = 15) => ({
  ...{ year: 2026, month, day, hour, minute: 30, second: 0, millisecond: 0 },
});
const under = (rule: string, at: ReturnType<typeof time>) => {
  const found = instantUnder(rule, at);
  return found === null ? null : new Date(found).toISOString();
};

describe('a zone for times that state none', () => {
  test('is an offset, or a place with its summer and winter', () => {
    expect(under('+05:30', time(12))).toBe('2026-01-15T07:00:00.000Z');
    expect(under('America/St_Johns', time(12))).toBe('2026-01-15T16:00:00.000Z');
    expect(under('America/St_Johns', time(12, 7))).toBe('2026-07-15T15:00:00.000Z');
  });

  test('guesses nothing: not without a rule, not in the doubled hour, not in the missing one', () => {
    expect(under('none', time(12))).toBeNull();
    expect(under('Nowhere/Land', time(12))).toBeNull();
    expect(under('Europe/Paris', time(2, 10, 25))).toBeNull();
    expect(under('Europe/Paris', time(2, 3, 29))).toBeNull();
  });

  test('is written as senders write it, within what the earth has', () => {
    expect([fixedOffset('Z'), fixedOffset('-0500'), fixedOffset('+14:00')]).toEqual([0, -300, 840]);
    expect([fixedOffset('+15:00'), fixedOffset('+01:60'), fixedOffset('EST')]).toEqual([null, null, null]);
  });
});
