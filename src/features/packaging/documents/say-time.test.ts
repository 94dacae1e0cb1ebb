import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { sayInstant, sayWritten } from './say-time.ts';

const SUMMER = '2026-07-01T03:30:00.000Z' as Instant;

describe('times on paper', () => {
  it('stand in UTC and in local time, each with its zone in the words of the language', () => {
    expect(sayInstant(SUMMER, 'en', 'America/Toronto')).toBe('2026-07-01 03:30:00 UTC (2026-06-30 23:30 EDT)');
    expect(sayInstant(SUMMER, 'fr', 'America/Toronto')).toBe('2026-07-01 03:30:00 UTC (2026-06-30 23:30 HAE)');
    expect(sayInstant(SUMMER, 'fr')).toBe('2026-07-01 03:30:00 UTC');
  });

  it('never gain a zone', () => {
    const unstated = { asWritten: '2026-07-01T03:30:00', instant: null, zone: 'unstated' as const };
    expect(sayWritten(unstated, 'en')).toBe('2026-07-01T03:30:00 (zone unknown)');
    expect(sayWritten(unstated, 'fr')).toBe('2026-07-01T03:30:00 (fuseau inconnu)');
    expect(sayWritten({ asWritten: 'hier soir', instant: null, zone: 'unreadable' }, 'fr')).toBe(
      'hier soir (heure illisible)',
    );
    expect(sayWritten(null, 'en')).toBe('Not known');
  });
});
