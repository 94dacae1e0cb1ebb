import { describe, expect, it } from 'vitest';
import { isBagHash, shortBagHash } from './bag-hash.ts';

describe('a bag hash', () => {
  it('is 64 lower-case hexadecimal digits', () => {
    expect(['a'.repeat(64), 'A'.repeat(64), 'a'.repeat(63)].map(isBagHash)).toEqual([true, false, false]);
  });

  it('has a short form in two groups, for the eye', () => {
    expect(shortBagHash('0123456789')).toBe('0123 4567');
  });
});
