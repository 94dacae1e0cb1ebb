import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { hearingOf, type SilenceRules } from './silence.ts';

const RULES: SilenceRules = { observedDays: 28, leastReports: 8, factor: 4, leastHours: 24 };
const NOW = '2026-11-27T12:00:00.000Z' as Instant;

const seen = (lastSeenAt: string, reports: number) =>
  hearingOf({ lastSeenAt: lastSeenAt as Instant, reports }, RULES, NOW);

describe('a sender', () => {
  it('of a hundred reports a day is missed after a day, not after an hour', () => {
    expect(seen('2026-11-27T09:00:00.000Z', 2_800)).toEqual({ kind: 'heard' });
    expect(seen('2026-11-26T11:00:00.000Z', 2_800)).toEqual({ kind: 'silent', since: '2026-11-27T11:00:00.000Z' });
  });

  it('of two reports a week is missed after two weeks', () => {
    expect(seen('2026-11-14T12:00:00.000Z', 8)).toEqual({ kind: 'heard' });
    expect(seen('2026-11-13T11:59:59.000Z', 8)).toMatchObject({ kind: 'silent' });
  });

  it('of a few reports has no rhythm that could be missed', () => {
    expect(seen('2026-08-01T00:00:00.000Z', 7)).toEqual({ kind: 'too-few' });
  });
});
