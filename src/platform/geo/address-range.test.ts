import { describe, expect, test } from 'vitest';
import { parseAddress } from './address-bits.ts';
import { isInRange, parseRange } from './address-range.ts';

const holds = (cidr: string, address: string) => {
  const range = parseRange(cidr);
  const bits = parseAddress(address);
  return range !== null && bits !== null && isInRange(bits, range);
};

describe('ranges of addresses', () => {
  test.each([
    ['198.51.100.0/24', '198.51.100.255', true],
    ['198.51.100.0/24', '198.51.101.0', false],
    ['198.51.100.77/24', '198.51.100.1', true],
    ['198.51.100.7', '198.51.100.7', true],
    ['198.51.100.7', '198.51.100.8', false],
    ['0.0.0.0/0', '203.0.113.7', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8:8000::/33', '2001:db8:7fff::', false],
    ['2001:db8:8000::/33', '2001:db8:ffff::1', true],
  ])('%s and %s: %s', (cidr, address, expected) => {
    expect(holds(cidr, address)).toBe(expected);
  });

  test.each(['', 'range', '198.51.100.0/33', '198.51.100.0/-1', '2001:db8::/129', '198.51.100.0/x'])(
    '%j is not a range',
    (cidr) => {
      expect(parseRange(cidr)).toBeNull();
    },
  );
});
