import { expect, test } from 'vitest';
import { mayBeMinor } from './may-be-minor.ts';

test.each([
  ['2008-11-25', null, true],
  ['2008-11-24', null, false],
  ['1990-01-01', '17', true],
  [null, '16 years', true],
  [null, '18', false],
  [null, 'unknown', false],
  ['not a date', null, false],
] as const)('born %s, aged %s: %s', (dateOfBirth, age, expected) => {
  expect(mayBeMinor([{ dateOfBirth, age }], '2026-11-24T12:00:00.000Z')).toBe(expected);
});
