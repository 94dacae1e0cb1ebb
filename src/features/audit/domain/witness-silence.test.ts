import { describe, expect, test } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { SILENCE_MS, standingOf } from './witness-silence.ts';

const NOW = '2026-11-26T12:00:00.000Z' as Instant;
const ago = (minutes: number) => plusMs(NOW, -minutes * MINUTE_MS);

describe('the silence of witnesses', () => {
  test('is nothing to judge while nobody is asked to vouch, and is then said as none', () => {
    expect(standingOf([], NOW)).toEqual({ standing: 'none', since: null });
  });

  test('is overdue after fifteen minutes, not at fifteen', () => {
    const at = (ms: number) => [{ approvedAt: ago(600), lastCosignedAt: plusMs(NOW, -ms) }];
    expect(standingOf(at(SILENCE_MS), NOW).standing).toBe('current');
    expect(standingOf(at(SILENCE_MS + 1), NOW).standing).toBe('overdue');
  });

  test('is broken by any one of several', () => {
    const witnesses = [
      { approvedAt: ago(600), lastCosignedAt: ago(90) },
      { approvedAt: ago(600), lastCosignedAt: ago(2) },
      { approvedAt: ago(600), lastCosignedAt: null },
    ];
    expect(standingOf(witnesses, NOW)).toEqual({ standing: 'current', since: ago(2) });
  });

  test('counts from the day a witness that never spoke was let in', () => {
    expect(standingOf([{ approvedAt: ago(20), lastCosignedAt: null }], NOW)).toEqual({
      standing: 'overdue',
      since: ago(20),
    });
    expect(standingOf([{ approvedAt: ago(5), lastCosignedAt: null }], NOW).standing).toBe('current');
  });
});
