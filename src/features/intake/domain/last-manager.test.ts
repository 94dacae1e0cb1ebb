import { expect, test } from 'vitest';
import { isLastManager } from './last-manager.ts';

const person = (id: number, change: object = {}) => ({
  id,
  manages: true,
  disabled: false,
  canReturn: true,
  ...change,
});

test('of two managers who can sign in neither is the last one', () => {
  expect([1, 2].map((id) => isLastManager([person(1), person(2)], id))).toEqual([false, false]);
});

test('a colleague, a manager whose access ended and one who never set up a sign-in leave the other as the last one', () => {
  for (const change of [{ manages: false }, { disabled: true }, { canReturn: false }])
    expect([change, isLastManager([person(1), person(2, change)], 1)]).toEqual([change, true]);
});

test('whoever manages nobody, or is not here any more, is never the last manager', () => {
  for (const change of [{ manages: false }, { disabled: true }])
    expect([change, isLastManager([person(1, change)], 1)]).toEqual([change, false]);
  expect(isLastManager([person(1)], 9)).toBe(false);
});
