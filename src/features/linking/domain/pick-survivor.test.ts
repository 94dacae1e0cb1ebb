import { expect, test } from 'vitest';
import { pickSurvivor } from './pick-survivor.ts';

test('the older number stays, whichever side it stood on', () => {
  expect(pickSurvivor(4, 9)).toEqual({ keeps: 4, dissolves: 9 });
  expect(pickSurvivor(9, 4)).toEqual({ keeps: 4, dissolves: 9 });
});
