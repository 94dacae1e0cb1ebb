import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isIpv4, parseAddress } from './address-bits.ts';

/** Who announces an address on the Internet: the company on whom a demand would be served. */
export interface NetworkProvider {
  readonly asn: number;
  readonly name: string;
}

/** Looks providers up in memory. */
export interface ProviderIndex {
  /** Null for text that is not an address and for space nobody announces. */
  find(address: string): NetworkProvider | null;
  /** Database name and edition, to be recorded with every answer. */
  readonly source: string;
}

const PACKAGE = '@ip-location-db/asn';
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const ZERO = 0x30;

// A few milliseconds of work: the process answers others between two slices.
const ROWS_PER_SLICE = 10_000;

/** Reads the 515,000 announced ranges into typed arrays (about 10 MB, in slices that let others work); done once, at the first question. */
export async function openProviderIndex(): Promise<ProviderIndex> {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  const folder = dirname(manifest);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const names = new Map<number, string>();
  const v4 = await readRanges(await readFile(join(folder, 'asn-ipv4-num.csv')), 1, names);
  const v6 = await readRanges(await readFile(join(folder, 'asn-ipv6.csv')), 4, names);
  return {
    source: `${PACKAGE} ${version}`,
    find(address) {
      const bits = parseAddress(address);
      if (bits === null) return null;
      const asn = isIpv4(bits) ? findAsn(v4, [bits[3]]) : findAsn(v6, bits);
      return asn === null ? null : { asn, name: names.get(asn) ?? '' };
    },
  };
}

/** Ranges sorted by start, `width` 32-bit words to a bound. */
interface Ranges {
  readonly width: number;
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly asns: Uint32Array;
}

async function readRanges(csv: Buffer, width: 1 | 4, names: Map<number, string>): Promise<Ranges> {
  const rows = countLines(csv);
  const starts = new Uint32Array(rows * width);
  const ends = new Uint32Array(rows * width);
  const asns = new Uint32Array(rows);
  let count = 0;
  for (let at = 0; at < csv.length; ) {
    const lineEnd = endOf(csv, NEWLINE, at);
    const first = endOf(csv, COMMA, at);
    const second = endOf(csv, COMMA, first + 1);
    const third = endOf(csv, COMMA, second + 1);
    const start = readBound(csv, at, first, width);
    const end = readBound(csv, first + 1, second, width);
    const asn = readNumber(csv, second + 1, third);
    if (third < lineEnd && start !== null && end !== null) {
      starts.set(start, count * width);
      ends.set(end, count * width);
      asns[count] = asn;
      if (!names.has(asn)) names.set(asn, unquote(csv.toString('utf8', third + 1, lineEnd)));
      count += 1;
    }
    at = lineEnd + 1;
    if (count % ROWS_PER_SLICE === 0) await setImmediate();
  }
  return { width, count, starts, ends, asns };
}

function readBound(csv: Buffer, from: number, to: number, width: 1 | 4): readonly number[] | null {
  return width === 1 ? [readNumber(csv, from, to)] : parseAddress(csv.toString('latin1', from, to));
}

/** Reads decimal digits without making a string of them: a million fields are read at start. */
function readNumber(csv: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + (csv[at] ?? ZERO) - ZERO;
  return value;
}

/** The last range that starts at or below the address, when it also reaches it. */
function findAsn(ranges: Ranges, bits: readonly number[]): number | null {
  let low = 0;
  let high = ranges.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(ranges.starts, middle * ranges.width, bits) <= 0) low = middle + 1;
    else high = middle;
  }
  const found = low - 1;
  if (found < 0 || compare(ranges.ends, found * ranges.width, bits) < 0) return null;
  return ranges.asns[found] ?? null;
}

function compare(words: Uint32Array, offset: number, bits: readonly number[]): number {
  for (let index = 0; index < bits.length; index += 1) {
    const difference = (words[offset + index] ?? 0) - (bits[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function countLines(csv: Buffer): number {
  let lines = 1;
  for (let at = csv.indexOf(NEWLINE); at !== -1; at = csv.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

function endOf(csv: Buffer, byte: number, from: number): number {
  const at = csv.indexOf(byte, from);
  return at === -1 ? csv.length : at;
}

function unquote(text: string): string {
  const bare = text.trim();
  return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare;
}
