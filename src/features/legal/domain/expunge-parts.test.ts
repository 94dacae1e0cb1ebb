import { expect, test } from 'vitest';
import { EXPUNGE_PARTS } from './expunge-parts.ts';

test('every part is named once', () => {
  expect(new Set(EXPUNGE_PARTS).size).toBe(EXPUNGE_PARTS.length);
});
