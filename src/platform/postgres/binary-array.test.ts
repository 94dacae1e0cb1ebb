import { describe, expect, it } from 'vitest';
import { binaryArray, listTypes } from './binary-array.ts';

describe('what a statement says its lists are', () => {
  it('is read from the casts, by the number of the parameter', () => {
    const types = listTypes(
      'select from unnest($1::bigint[], $12::timestamptz[]) where a = any ($2::uuid[]) and b = $3::text',
    );
    expect([...types]).toEqual([
      [1, 'bigint'],
      [12, 'timestamptz'],
    ]);
  });
});

describe('a list in binary form', () => {
  it('is left to the text form when an element is not of its type', () => {
    for (const [type, odd] of [
      ['bigint', 1.5],
      ['bigint', '9223372036854775808'],
      ['bigint', 'a'],
      ['integer', 2 ** 31],
      ['smallint', -32_769],
      ['float8', '1'],
      ['boolean', 'true'],
      ['text', { a: 1 }],
      ['text', undefined],
      ['jsonb', { a: 1 }],
      ['bytea', '\\x00'],
      ['timestamptz', '2026-11-27'],
      ['timestamptz', '2026-13-27T00:00:00Z'],
      ['timestamptz', '2026-11-27T00:00:00.1234Z'],
    ] as const)
      expect(binaryArray([null, odd], type), `${type} ${odd}`).toBeNull();
  });

  it('says how many elements there are and that some are null', () => {
    expect(binaryArray([7, null], 'smallint')?.toString('hex')).toBe(
      '00000001' + '00000001' + '00000015' + '00000002' + '00000001' + '00000002' + '0007' + 'ffffffff',
    );
    expect(binaryArray([], 'text')?.toString('hex')).toBe('00000000' + '00000000' + '00000019');
  });
});
