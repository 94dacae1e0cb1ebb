import { expect, it } from 'vitest';
import { URGENCIES } from '#core/vocabulary.ts';
import { levelOf, moreUrgent, urgencyOf } from './urgency-level.ts';

it('numbers the urgencies from imminent, 1, to informational, 5, and back', () => {
  expect(URGENCIES.map(levelOf)).toEqual([1, 2, 3, 4, 5]);
  expect(URGENCIES.map(levelOf).map(urgencyOf)).toEqual([...URGENCIES]);
});

it('keeps the more urgent of two, in either order', () => {
  expect(moreUrgent('P3', 'P1')).toBe('P1');
  expect(moreUrgent('P1', 'informational')).toBe('P1');
});
