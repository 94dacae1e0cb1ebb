import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { URGENCIES } from '#core/vocabulary.ts';
import { decisionDue } from '../rule-book.ts';

test('each urgency has its own time to decide, from an hour to thirty days', () => {
  const received = '2026-11-24T12:00:00.000Z' as Instant;
  expect(URGENCIES.map((urgency) => decisionDue(urgency, received))).toEqual([
    '2026-11-24T13:00:00.000Z',
    '2026-11-25T12:00:00.000Z',
    '2026-11-27T12:00:00.000Z',
    '2026-12-01T12:00:00.000Z',
    '2026-12-24T12:00:00.000Z',
  ]);
});
