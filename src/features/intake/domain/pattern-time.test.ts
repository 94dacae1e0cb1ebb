import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPattern, readPatternTime } from './pattern-time.ts';
import { isZoneRule } from './zone-offset.ts';

describe('a time read by a pattern', () => {
  test.each([
    ['23/11/2026 08:15', 'dd/MM/yyyy HH:mm', '-05:00', '2026-11-23T13:15:00.000Z'],
    ['11-3-2026 12:05:09 a.m.', 'M-d-yyyy h:mm:ss a', 'none', null],
    ['11-3-2026 12:05:09 AM', 'M-d-yyyy h:mm:ss a', 'Z', '2026-11-03T00:05:09.000Z'],
    ['2026.11.23 08:15 +01:00', 'yyyy.MM.dd HH:mm XXX', 'America/Toronto', '2026-11-23T07:15:00.000Z'],
    ['1764000000', 'epoch-s', 'none', '2025-11-24T16:00:00.000Z'],
    ['2026-07-01T12:00:00', null, 'America/Toronto', '2026-07-01T16:00:00.000Z'],
    ['2026-12-01 12:00', null, 'America/Toronto', '2026-12-01T17:00:00.000Z'],
  ])('%s as %s under %s is %s', (text, pattern, zone, instant) => {
    expect(readPatternTime(text, pattern, zone).instant).toBe(instant);
  });

  test('the hour of autumn that comes twice and that of spring that does not come are not guessed', () => {
    for (const text of ['2026-11-01 01:30', '2026-03-08 02:30'])
      expect(readPatternTime(text, null, 'America/Toronto')).toEqual({
        asWritten: text,
        instant: null,
        zone: 'unstated',
      });
    expect(readPatternTime('2026-11-01 01:30', null, '-04:00').instant).toBe('2026-11-01T05:30:00.000Z');
  });

  test('a day alone has no instant, and what is no time of the pattern is unreadable', () => {
    expect(readPatternTime('2026-11-23', null, 'Z').zone).toBe('unstated');
    for (const text of ['31/02/2026 10:00', '23/11/2026 24:00', 'yesterday', '23-11-2026 08:00'])
      expect(readPatternTime(text, 'dd/MM/yyyy HH:mm', 'Z').zone).toBe('unreadable');
  });

  test('any instant written in Toronto’s own clocks is read back, unless it is of the doubled hour', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/Toronto',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const at = new Date(seconds * 1_000);
        const read = readPatternTime(clock.format(at), 'yyyy-MM-dd HH:mm:ss', 'America/Toronto');
        return read.instant === at.toISOString() || read.zone === 'unstated';
      }),
    );
  });
});

describe('a pattern', () => {
  test.each([
    ['dd/MM/yyyy', null],
    ['yyyy-MM-ddTHH:mm:ss', null],
    ['epoch-ms', null],
    ['dd/MM/yy', '“yy” stands for nothing'],
    ['HH:mm', 'year, month or day is missing'],
    ['dd/MM/yyyy hh:mm', 'twelve hours need “a”'],
  ])('%s: %s', (pattern, fault) => {
    expect(checkPattern(pattern)).toBe(fault);
  });

  test('signs with a meaning in expressions stand for themselves', () => {
    expect(readPatternTime('(23.11.2026)', '(dd.MM.yyyy)', 'Z').zone).toBe('unstated');
    expect(readPatternTime('(23x11x2026)', '(dd.MM.yyyy)', 'Z').zone).toBe('unreadable');
  });

  test('zones are known by name or offset, never by letters that several places share', () => {
    expect(['none', 'Z', '-05:00', 'America/St_Johns'].every(isZoneRule)).toBe(true);
    expect(['EST', '', '+15:00', 'Mars/Olympus', 'America/'].some(isZoneRule)).toBe(false);
  });
});
