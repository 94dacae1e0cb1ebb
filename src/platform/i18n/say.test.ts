import { describe, expect, test } from 'vitest';
import { formatNumber } from './format-number.ts';
import { say } from './say.ts';

const WAITING = {
  en: '{count, plural, one {# report waits} other {# reports wait}}',
  fr: '{count, plural, one {# signalement attend} other {# signalements attendent}}',
};

describe('saying a pair', () => {
  test('plural rules are those of each language: zero is singular in French only', () => {
    expect(say(WAITING, 'en', { count: 0 })).toBe('0 reports wait');
    expect(say(WAITING, 'fr', { count: 0 })).toBe('0 signalement attend');
    expect(say(WAITING, 'fr', { count: 2 })).toBe('2 signalements attendent');
  });

  test('angle brackets and French apostrophes stay text', () => {
    expect(say({ en: 'a <b>', fr: 'l’ouverture <b>' }, 'fr')).toBe('l’ouverture <b>');
  });

  test('a place without a value is a defect, not an empty word', () => {
    expect(() => say({ en: 'by {who}', fr: 'par {who}' }, 'en')).toThrow();
  });
});

describe('numbers in tables', () => {
  test('thousands are set apart as each language does, whole and decimal', () => {
    expect(formatNumber(1_234_567, 'en')).toBe('1,234,567');
    expect(formatNumber(1_234_567, 'fr').replace(/\s/gu, ' ')).toBe('1 234 567');
    expect(formatNumber(0.5, 'fr', { decimals: 2 })).toBe('0,50');
  });

  test('an unknown figure is a dash, never a zero', () => {
    expect(formatNumber(null, 'en')).toBe('–');
  });
});
