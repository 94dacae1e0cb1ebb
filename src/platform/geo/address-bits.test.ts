import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, toCanonicalText, toHex128 } from './address-bits.ts';

const textOf = (address: string) => {
  const bits = parseAddress(address);
  return bits === null ? null : toCanonicalText(bits);
};

describe('reading and writing addresses', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1%eth0', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['::', '::'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
  ])('%s is written %s', (written, canonical) => {
    expect(textOf(written)).toBe(canonical);
  });

  test.each([
    '',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.07',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '::1:2:3:4:5:6:7:8',
    'example.com',
    '1.2.3.4:5::',
  ])('%j is not an address', (written) => {
    expect(parseAddress(written)).toBeNull();
  });

  test('an address read from its canonical text keeps all its 128 bits', () => {
    const word = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), (bits) => {
        const again = parseAddress(toCanonicalText(bits));
        expect(again).not.toBeNull();
        if (again !== null) expect(toHex128(again)).toBe(toHex128(bits));
      }),
    );
  });
});
