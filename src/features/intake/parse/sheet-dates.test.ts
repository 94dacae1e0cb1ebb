import { expect, test } from 'vitest';
import { isDateFormat, serialDate } from './sheet-dates.ts';

test.each([
  ['46346.375', false, '2026-11-20T09:00:00'],
  ['46346', false, '2026-11-20'],
  ['44884', true, '2026-11-20'],
  ['0.375', false, '09:00:00'],
  ['61', false, '1900-03-01'],
])('the day number %s shows %s %s', (text, since1904, shown) => {
  expect(serialDate(text, since1904)).toBe(shown);
});

test.each(['', 'x', '-1', '1e9', 'NaN'])('%s is no day', (text) => {
  expect(serialDate(text, false)).toBeNull();
});

test('a format shows a date by its code, not by words in quotes or colours', () => {
  expect(isDateFormat('14', null)).toBe(true);
  expect(isDateFormat('2', null)).toBe(false);
  expect(isDateFormat('164', 'yyyy-mm-dd hh:mm')).toBe(true);
  expect(isDateFormat('165', '[Red]0.00 "days"')).toBe(false);
});
