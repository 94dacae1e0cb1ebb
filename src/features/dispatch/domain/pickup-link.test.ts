import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { opens, pickupEnd } from './pickup-link.ts';

const NOW = '2026-06-01T00:00:00.000Z' as Instant;

test('a link works for fourteen days, to the millisecond', () => {
  const expiresAt = pickupEnd(NOW);
  expect(expiresAt).toBe('2026-06-15T00:00:00.000Z');
  const link = { state: 'sent', expiresAt, fetchedAt: null };
  expect(opens(link, '2026-06-14T23:59:59.999Z' as Instant)).toBe(true);
  expect(opens(link, expiresAt)).toBe(false);
});

test('a fetched, an unsent and a link without an end do not open', () => {
  const link = { state: 'sent', expiresAt: pickupEnd(NOW), fetchedAt: null };
  expect(opens({ ...link, fetchedAt: NOW }, NOW)).toBe(false);
  expect(opens({ ...link, state: 'waiting' }, NOW)).toBe(false);
  expect(opens({ ...link, state: 'delivered' }, NOW)).toBe(false);
  expect(opens({ ...link, expiresAt: null }, NOW)).toBe(false);
});
