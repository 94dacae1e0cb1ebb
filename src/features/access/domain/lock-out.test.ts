import { describe, expect, test } from 'vitest';
import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { afterFailure, type FailureCount, mayTryFrom } from './lock-out.ts';

const START = '2026-11-24T08:00:00.000Z' as Instant;

/** The count after failures this many minutes apart. */
function failing(times: number, apartMs: number): FailureCount {
  let count = afterFailure(null, START);
  for (let nth = 1; nth < times; nth++) count = afterFailure(count, plusMs(START, nth * apartMs));
  return count;
}

describe('failures of one person from one place', () => {
  test('the wait doubles with every failure', () => {
    const waits = [1, 2, 3, 4].map((times) => {
      const count = failing(times, 1_000);
      return msBetween(count.lastFailedAt, mayTryFrom(count));
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test('the fifth within a quarter of an hour locks the pair for a quarter of an hour', () => {
    expect(failing(4, MINUTE_MS).lockedUntil).toBeNull();
    const fifth = failing(5, MINUTE_MS);
    expect(mayTryFrom(fifth)).toBe(plusMs(fifth.lastFailedAt, 15 * MINUTE_MS));
  });

  test('failures further apart than that never lock', () => {
    expect(failing(20, 16 * MINUTE_MS)).toMatchObject({ failures: 1, lockedUntil: null });
  });
});
