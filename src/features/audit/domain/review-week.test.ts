import { describe, expect, test } from 'vitest';
import { endOf, isWeek, maySign, standingOfWeek, unreviewed, weekOf } from './review-week.ts';

describe('a week of review', () => {
  test('begins on Monday in UTC and ends before the next', () => {
    expect(weekOf('2026-11-26T23:59:59.000Z')).toBe('2026-11-23');
    expect(weekOf('2026-11-23T00:00:00.000Z')).toBe('2026-11-23');
    expect(weekOf('2026-11-22T23:59:59.999Z')).toBe('2026-11-16');
    expect(endOf('2026-12-28')).toBe('2027-01-04');
    expect([isWeek('2026-11-23'), isWeek('2026-11-24'), isWeek('2026-13-01'), isWeek('x')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('is signed when everybody who acted was looked at by somebody else', () => {
    const at = (now: string, reviewers: readonly number[]) =>
      standingOfWeek('2026-11-16', { actors: [1, 2], reviewers }, now);
    expect(at('2026-11-22T12:00:00Z', [])).toBe('running');
    expect(at('2026-11-23T00:00:00Z', [])).toBe('open');
    expect(at('2026-11-24T00:00:00Z', [1])).toBe('partly');
    expect(at('2026-11-24T00:00:00Z', [9])).toBe('signed');
    expect(at('2026-11-24T00:00:00Z', [1, 2])).toBe('signed');
    expect(at('2026-11-29T23:59:59Z', [1])).toBe('partly');
    expect(at('2026-11-30T00:00:00Z', [1])).toBe('overdue');
  });

  test('is not signed for by the only person who acted, but a quiet one may be', () => {
    expect(maySign([5], 5)).toBe(false);
    expect(maySign([5, 6], 5)).toBe(true);
    expect(maySign([], 5)).toBe(true);
    expect(unreviewed([1, 2], [2])).toEqual([2]);
    expect(standingOfWeek('2026-11-16', { actors: [], reviewers: [] }, '2026-11-24T00:00:00Z')).toBe('open');
  });
});
