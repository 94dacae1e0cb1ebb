import { describe, expect, test } from 'vitest';
import { isAround, isRecognised, placeOf } from './record-fields.ts';

const field = (path: string, at: readonly number[] = []) => ({ path, at, value: 'x' });

describe('the fields of a record', () => {
  test('are recognised by all of the names asked for, and by no empty list', () => {
    expect(isRecognised(['a', 'b'], [field('b'), field('a'), field('c')])).toBe(true);
    expect(isRecognised(['a', 'd'], [field('a')])).toBe(false);
    expect(isRecognised([], [field('a')])).toBe(false);
  });

  test('stand around what lies within the same one, and around nothing of another', () => {
    expect([isAround([], [1, 2]), isAround([1], [1, 2]), isAround([1], [1])]).toEqual([true, true, true]);
    expect([isAround([1], [2, 1]), isAround([1, 2], [1])]).toEqual([false, false]);
  });

  test('have a place that people can find', () => {
    expect([placeOf(field('logins.ip', [1, 0])), placeOf(field('ref'))]).toEqual(['logins.ip[1.0]', 'ref']);
  });
});
