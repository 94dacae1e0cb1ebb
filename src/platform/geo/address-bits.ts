/** An address as four unsigned 32-bit words, most significant first; IPv4 sits in its mapped form `::ffff:a.b.c.d`. */
export type AddressBits = readonly [number, number, number, number];

/** The word that marks an IPv4 address carried in 128 bits (RFC 4291 §2.5.5.2). */
const MAPPED = 0xffff;

/** Reads dotted IPv4 or any RFC 4291 form of IPv6; brackets and a `%zone` are dropped. Null for anything else, leading zeros included. */
export function parseAddress(text: string): AddressBits | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  if (!bare.includes(':')) {
    const v4 = parseIpv4(bare);
    return v4 === null ? null : [0, 0, MAPPED, v4];
  }
  return parseIpv6(bare);
}

/** Tells whether the bits hold an IPv4 address. */
export function isIpv4(bits: AddressBits): boolean {
  return bits[0] === 0 && bits[1] === 0 && bits[2] === MAPPED;
}

/** Writes 32 lower-case hexadecimal digits, the form in which both families sort and compare. */
export function toHex128(bits: AddressBits): string {
  return bits.map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** Writes the shortest standard text: dotted for IPv4, RFC 5952 for IPv6. */
export function toCanonicalText(bits: AddressBits): string {
  return isIpv4(bits) ? formatIpv4(bits[3]) : formatIpv6(bits);
}

/** Writes one 32-bit word as dotted IPv4. */
export function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

function parseIpv4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let word = 0;
  for (const part of parts) {
    // A leading zero is read as octal by some systems and as decimal by others: refused rather than guessed.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    word = word * 256 + Number(part);
  }
  return word;
}

function parseIpv6(text: string): AddressBits | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = readGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? readGroups(halves[1] ?? '', true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...new Array<number>(Math.max(missing, 0)).fill(0), ...tail];
  const word = (index: number) => (groups[index] ?? 0) * 0x10000 + (groups[index + 1] ?? 0);
  return [word(0), word(2), word(4), word(6)];
}

/** Reads `a:b:c`, the last part possibly dotted IPv4, into 16-bit groups. */
function readGroups(text: string, mayEndDotted: boolean): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && mayEndDotted && index === parts.length - 1) {
      const v4 = parseIpv4(part);
      if (v4 === null) return null;
      groups.push(v4 >>> 16, v4 & 0xffff);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return null;
    }
  }
  return groups;
}

function formatIpv6(bits: AddressBits): string {
  const groups = bits.flatMap((word) => [word >>> 16, word & 0xffff]);
  const gap = longestZeroRun(groups);
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (gap === null) return text(groups);
  return `${text(groups.slice(0, gap.start))}::${text(groups.slice(gap.start + gap.length))}`;
}

/** The run RFC 5952 shortens: the longest of at least two zero groups, the first of equals. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } | null {
  let best: { start: number; length: number } | null = null;
  let start = 0;
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) continue;
    const length = index - start;
    if (length >= 2 && length > (best?.length ?? 0)) best = { start, length };
    start = index + 1;
  }
  return best;
}
