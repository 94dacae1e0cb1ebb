import { type AddressBits, isIpv4, parseAddress } from './address-bits.ts';

/** A CIDR range over 128 bits; an IPv4 range counts 96 bits more than written. */
export interface AddressRange {
  readonly base: AddressBits;
  readonly prefix: number;
}

/** Reads `198.51.100.0/24` or `2001:db8::/32`; a bare address is a range of one. Null for anything else. */
export function parseRange(cidr: string): AddressRange | null {
  const [text = '', length] = cidr.trim().split('/');
  const base = parseAddress(text);
  if (base === null) return null;
  const offset = isIpv4(base) ? 96 : 0;
  const prefix = length === undefined ? 128 : Number(length) + offset;
  if (!Number.isInteger(prefix) || prefix < offset || prefix > 128) return null;
  return { base: maskedTo(base, prefix), prefix };
}

/** Keeps the first `prefix` bits and clears the rest. */
export function maskedTo(bits: AddressBits, prefix: number): AddressBits {
  const word = (index: 0 | 1 | 2 | 3) => (bits[index] & maskOf(prefix - index * 32)) >>> 0;
  return [word(0), word(1), word(2), word(3)];
}

/** Tells whether an address lies in a range. */
export function isInRange(bits: AddressBits, range: AddressRange): boolean {
  const start = maskedTo(bits, range.prefix);
  return start.every((word, index) => word === range.base[index]);
}

function maskOf(bitCount: number): number {
  if (bitCount <= 0) return 0;
  return bitCount >= 32 ? 0xffffffff : (0xffffffff << (32 - bitCount)) >>> 0;
}
