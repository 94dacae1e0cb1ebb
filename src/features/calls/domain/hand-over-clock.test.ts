import { describe, expect, it } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { type ClockState, clockState, handOverClocks } from './hand-over-clock.ts';

const SINCE = '2026-11-27T03:00:00.000Z' as Instant;
const minutesLater = (minutes: number) => plusMs(SINCE, minutes * MINUTE_MS);
const VOICE = { startsAt: SINCE, dueAt: minutesLater(60), metAt: null, endedAt: null };

describe('the two clocks of a hand-over', () => {
  it('run apart from the same instant', () => {
    expect(handOverClocks({ voice: 60, package: 1_440 }, SINCE)).toEqual([
      { kind: 'voice', startsAt: SINCE, dueAt: minutesLater(60) },
      { kind: 'package', startsAt: SINCE, dueAt: minutesLater(1_440) },
    ]);
  });

  it.each<[number, ClockState]>([
    [0, 'running'],
    [44, 'running'],
    [45, 'soon'],
    [53, 'soon'],
    [54, 'last'],
    [59, 'last'],
    [60, 'late'],
  ])('stand %i minutes later at %s', (minutes, state) => {
    expect(clockState(VOICE, minutesLater(minutes))).toBe(state);
  });

  it('keep what met or ended them, whatever the hour', () => {
    expect(clockState({ ...VOICE, metAt: minutesLater(60) }, minutesLater(600))).toBe('met');
    expect(clockState({ ...VOICE, metAt: minutesLater(61) }, minutesLater(600))).toBe('met-late');
    expect(clockState({ ...VOICE, endedAt: minutesLater(5) }, minutesLater(600))).toBe('ended');
  });
});
