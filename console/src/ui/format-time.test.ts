import { describe, expect, it } from 'vitest';
import { formatClock, formatInstant, formatShortInstant } from './format-time.ts';

const TORONTO = 'America/Toronto';

describe('an instant', () => {
  it('is shown in local time and in UTC, with the day of UTC where it differs', () => {
    expect(formatInstant('2026-11-24T02:47:00.000Z', 'en', TORONTO)).toBe('2026-11-23 21:47 EST (02:47 UTC 24th)');
    expect(formatInstant('2026-11-24T02:47:00.000Z', 'fr', TORONTO)).toBe('2026-11-23 21:47 HNE (02:47 UTC le 24)');
  });

  it('names no other day while both clocks stand on the same one', () => {
    expect(formatInstant('2026-11-23T15:00:00.000Z', 'en', TORONTO)).toBe('2026-11-23 10:00 EST (15:00 UTC)');
  });

  it('changes the name of its zone with the season', () => {
    expect(formatInstant('2026-07-01T16:00:00.000Z', 'fr', TORONTO)).toBe('2026-07-01 12:00 HAE (16:00 UTC)');
  });

  it('says the first of a month as each language does', () => {
    expect(formatInstant('2026-12-01T02:00:00.000Z', 'en', TORONTO)).toContain('UTC 1st)');
    expect(formatInstant('2026-12-01T02:00:00.000Z', 'fr', TORONTO)).toContain('UTC le 1er)');
    expect(formatInstant('2026-12-12T02:00:00.000Z', 'en', TORONTO)).toContain('UTC 12th)');
  });

  it('is said once where the workstation itself runs on UTC', () => {
    expect(formatInstant('2026-11-24T02:47:00.000Z', 'fr', 'UTC')).toBe('2026-11-24 02:47 UTC');
  });

  it('keeps its zone in the short forms of tables and strips', () => {
    const now = '2026-11-24T12:00:00.000Z';
    expect(formatShortInstant('2026-11-24T23:40:00.000Z', 'fr', TORONTO, now)).toBe('11-24 18:40 HNE');
    expect(formatShortInstant('2027-03-23T07:54:36.000Z', 'en', TORONTO, now)).toBe('2027-03-23 EDT');
    expect(formatClock('2026-11-24T02:46:10.000Z', 'en', TORONTO)).toBe('21:46:10 EST');
  });
});
