import { type AddressBits, formatIpv4, isIpv4, parseAddress, toCanonicalText, toHex128 } from './address-bits.ts';
import { type AddressRange, isInRange, parseRange } from './address-range.ts';

/** What an address can be; only `public` ones are ever looked up for a place. */
export type AddressClass =
  | 'public'
  | 'private'
  | 'carrier-nat'
  | 'documentation'
  | 'loopback'
  | 'link-local'
  | 'unique-local'
  | 'six-to-four'
  | 'teredo'
  | 'nat64'
  | 'multicast'
  | 'benchmarking'
  | 'reserved'
  | 'unspecified';

/** An address with its standing in the public registries of special ranges. */
export interface ClassifiedAddress {
  /** RFC 5952 text, or dotted IPv4 (a mapped IPv6 form is reduced to it). */
  readonly canonical: string;
  readonly family: 4 | 6;
  /** 32 hexadecimal digits; IPv4 as `::ffff:a.b.c.d`. */
  readonly bits128: string;
  readonly addressClass: AddressClass;
  /** The IPv4 address a transition form carries (6to4, NAT64, Teredo client); null otherwise. */
  readonly carriedIpv4: string | null;
}

/** IANA special-purpose registries (RFC 6890 and its updates), most specific first. */
const SPECIAL_RANGES: readonly (readonly [cidr: string, addressClass: AddressClass])[] = [
  ['0.0.0.0/32', 'unspecified'],
  ['0.0.0.0/8', 'reserved'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-nat'], // RFC 6598
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'], // RFC 5737
  ['192.88.99.0/24', 'six-to-four'], // RFC 7526, the retired relay
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['64:ff9b::/96', 'nat64'], // RFC 6052
  ['64:ff9b:1::/48', 'private'], // RFC 8215
  ['100::/64', 'reserved'],
  ['2001::/32', 'teredo'], // RFC 4380
  ['2001:2::/48', 'benchmarking'],
  ['2001:db8::/32', 'documentation'], // RFC 3849
  ['2002::/16', 'six-to-four'], // RFC 3056
  ['3fff::/20', 'documentation'], // RFC 9637
  ['fc00::/7', 'unique-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'private'], // RFC 3879, retired site-local
  ['ff00::/8', 'multicast'],
];

const RANGES = SPECIAL_RANGES.map(([cidr, addressClass]) => ({ ...rangeOf(cidr), addressClass }));

/** Reads an address of either family and says what kind of range holds it; null when the text is not an address. */
export function classifyAddress(text: string): ClassifiedAddress | null {
  const bits = parseAddress(text);
  if (bits === null) return null;
  const addressClass = RANGES.find((range) => isInRange(bits, range))?.addressClass ?? unlisted(bits);
  return {
    canonical: toCanonicalText(bits),
    family: isIpv4(bits) ? 4 : 6,
    bits128: toHex128(bits),
    addressClass,
    carriedIpv4: carriedIpv4(bits, addressClass),
  };
}

/** Outside 2000::/3 no IPv6 unicast space is allotted by IANA. */
function unlisted(bits: AddressBits): AddressClass {
  return isIpv4(bits) || bits[0] >>> 29 === 1 ? 'public' : 'reserved';
}

function carriedIpv4(bits: AddressBits, addressClass: AddressClass): string | null {
  if (isIpv4(bits)) return null;
  if (addressClass === 'nat64') return formatIpv4(bits[3]);
  if (addressClass === 'six-to-four') return formatIpv4((((bits[0] & 0xffff) << 16) | (bits[1] >>> 16)) >>> 0);
  // Teredo hides the client's address by flipping every bit (RFC 4380 §4).
  return addressClass === 'teredo' ? formatIpv4(~bits[3] >>> 0) : null;
}

function rangeOf(cidr: string): AddressRange {
  const range = parseRange(cidr);
  if (range === null) throw new Error(`Not a range: ${cidr}`);
  return range;
}
