import { expect, test } from 'vitest';
import { writtenTime } from './written-time.ts';

test('a stated offset gives one instant, however it is written', () => {
  const same = [
    '2026-03-01T12:30:05Z',
    '2026-03-01T07:30:05-05:00',
    '2026-03-01 12:30:05 UTC',
    '2026-03-01T12:30:05.000+0000',
  ];
  expect(new Set(same.map((text) => writtenTime(text).instant))).toEqual(new Set(['2026-03-01T12:30:05.000Z']));
});

test('a time without a zone is never taken for UTC', () => {
  for (const text of ['2026-03-01T12:30:05', '2026-03-01 12:30:05 EST', '2026-03-01']) {
    expect(writtenTime(text)).toEqual({ asWritten: text, instant: null, zone: 'unstated' });
  }
});

test('what is no time on a calendar stays as written', () => {
  for (const text of [
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:00:00-05:00',
  ]) {
    expect(writtenTime(text)).toMatchObject({ asWritten: text, instant: null, zone: 'unreadable' });
  }
});

test('keeps leap days and the midnight that ends a day', () => {
  expect(writtenTime('2024-02-29T24:00:00Z').instant).toBe('2024-03-01T00:00:00.000Z');
  expect(writtenTime('2023-02-29T00:00:00Z').zone).toBe('unreadable');
});
