import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowDigester } from './row-digest.ts';

function sumOf(text: string, piece = text.length + 1) {
  const digester = rowDigester();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) digester.push(bytes.subarray(at, at + piece));
  return digester.sum();
}

const lines = (rows: readonly string[]) => rows.map((row) => `${row}\n`).join('');
const row = fc.stringMatching(/^[a-zé\\\t]{0,12}$/);

describe('the sum over the rows of a table', () => {
  test('is the same in any order and in any pieces', () => {
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 1, max: 30 }), (rows, piece) => {
        expect(sumOf(lines(rows.toReversed()), piece)).toEqual(sumOf(lines(rows)));
      }),
    );
  });

  test('changes with any row that is changed, lost or there twice', () => {
    const whole = sumOf(lines(['1\ta', '2\tb', '3\tc']));
    expect(whole.rows).toBe(3);
    expect(sumOf(lines(['1\ta', '2\tb', '3\td'])).digest).not.toBe(whole.digest);
    expect(sumOf(lines(['1\ta', '2\tb']))).not.toEqual(whole);
    // Two equal rows would cancel each other in an exclusive or; a sum keeps both.
    expect(sumOf(lines(['1\ta', '1\ta'])).digest).not.toBe(sumOf('').digest);
  });
});
