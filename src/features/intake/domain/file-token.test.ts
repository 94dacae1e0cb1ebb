import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileToken, looksNumeric } from './file-token.ts';

describe('a fileId', () => {
  it('never looks like a number, whatever the chance', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
        const token = fileToken(random);
        expect(token).toMatch(/^[g-z][0-9a-f]{31}$/);
        expect(Number.isNaN(Number(token))).toBe(true);
      }),
    );
  });
});

describe('a hash that a parser would take for a number', () => {
  it('is known by its digits, with or without an exponent', () => {
    expect(looksNumeric('01234567890123456789012345678901')).toBe(true);
    expect(looksNumeric('1234567890123456e890123456789012')).toBe(true);
    expect(looksNumeric('0cc175b9c0f1b6a831c399e269772661')).toBe(false);
  });
});
