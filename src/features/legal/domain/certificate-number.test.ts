import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { certificateNumber } from './certificate-number.ts';

// Proved: the number is known from the act alone, and sorts by year and order. Out of scope: that it is given once (store).
test('a certificate is numbered by the year of its act and the act’s own number', () => {
  expect(certificateNumber('2026-11-24T12:00:00.000Z' as Instant, 17)).toBe('D-2026-00017');
  expect(certificateNumber('2027-01-01T00:00:00.000Z' as Instant, 123_456)).toBe('D-2027-123456');
});
