import { describe, expect, test } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { endOf, isUseDue, type SessionTimes, standingOf, stepUpUntil } from './session-standing.ts';

const START = '2026-11-24T08:00:00.000Z' as Instant;
const later = (ms: number) => plusMs(START, ms);
const times = (change: Partial<SessionTimes> = {}): SessionTimes => ({
  lastSeenAt: START,
  expiresAt: later(12 * HOUR_MS),
  endedAt: null,
  steppedUpAt: null,
  lockedAt: null,
  ...change,
});

describe('how long a sign-in lasts', () => {
  test('it locks fifteen minutes after the last use, and is kept for the same person', () => {
    expect(standingOf(times(), later(15 * MINUTE_MS - 1))).toBe('live');
    expect(standingOf(times(), later(15 * MINUTE_MS))).toBe('locked');
  });

  test('it locks at once when the person locks it, used or not', () => {
    expect(standingOf(times({ lockedAt: START }), later(1))).toBe('locked');
  });

  test('it ends after twelve hours however busy the person was', () => {
    const busy = times({ lastSeenAt: later(12 * HOUR_MS - SECOND_MS) });
    expect(endOf(busy)).toBe(later(12 * HOUR_MS));
    expect(standingOf(busy, later(12 * HOUR_MS - 1))).toBe('live');
    expect(standingOf(busy, later(12 * HOUR_MS))).toBe('ended');
    expect(standingOf({ ...busy, lockedAt: START }, later(12 * HOUR_MS))).toBe('ended');
  });

  test('a signed-out session does not count, fresh or not', () => {
    expect(standingOf(times({ endedAt: START }), later(1))).toBe('ended');
  });

  test('a step-up lasts five minutes and is none when never made', () => {
    const proven = times({ steppedUpAt: START });
    expect(stepUpUntil(proven, later(5 * MINUTE_MS - 1))).toBe(later(5 * MINUTE_MS));
    expect(stepUpUntil(proven, later(5 * MINUTE_MS))).toBeNull();
    expect(stepUpUntil(times(), START)).toBeNull();
  });

  test('use is written down every five seconds at most', () => {
    expect(isUseDue(times(), later(4_999))).toBe(false);
    expect(isUseDue(times(), later(5_000))).toBe(true);
  });
});
