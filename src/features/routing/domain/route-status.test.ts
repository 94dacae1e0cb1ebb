import { expect, test } from 'vitest';
import { mayFollow, ROUTE_STATUSES } from './route-status.ts';

test('an accepted route can be contested, and never goes back to a mere proposal by itself', () => {
  expect(mayFollow('accepted', 'contested')).toBe(true);
  expect(mayFollow('accepted', 'proposed')).toBe(false);
});

test('no status follows itself', () => {
  for (const status of ROUTE_STATUSES) expect(mayFollow(status, status)).toBe(false);
});
