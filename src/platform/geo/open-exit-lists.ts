import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddressBits, parseAddress, toHex128 } from './address-bits.ts';
import { maskedTo, parseRange } from './address-range.ts';

/** A list of the operator says that an address is not a subscriber's own; `edition` is the file's date, `YYYY-MM-DD`. */
export interface ListedExit {
  readonly list: 'tor-exits' | 'hosting-ranges';
  readonly edition: string;
}

/** The operator's lists, held in memory. */
export interface ExitLists {
  /** Null for addresses on no list, and for text that is not an address. */
  find(address: string): ListedExit | null;
}

/**
 * Reads `tor-exits.txt` (an address a line) and `hosting-ranges.csv` (a range first on each line) from the operator's folder.
 * A missing file is an empty list; lines that are neither address nor range (headers, comments) are passed over.
 */
export async function openExitLists(operatorFolder: string | null): Promise<ExitLists> {
  const lists = await Promise.all([
    openList(operatorFolder, 'tor-exits', 'tor-exits.txt'),
    openList(operatorFolder, 'hosting-ranges', 'hosting-ranges.csv'),
  ]);
  return {
    find(address) {
      const bits = parseAddress(address);
      if (bits === null) return null;
      return lists.find((list) => list.holds(bits))?.listed ?? null;
    },
  };
}

interface OpenList {
  readonly listed: ListedExit;
  holds(bits: AddressBits): boolean;
}

async function openList(folder: string | null, list: ListedExit['list'], file: string): Promise<OpenList> {
  const { text, edition } = await readDated(folder === null ? null : join(folder, file));
  // One set of masked starts per prefix length: a look-up costs one probe per length in use, not one per range.
  const starts = new Map<number, Set<string>>();
  for (const line of text.split('\n')) {
    const range = parseRange(line.split(',')[0] ?? '');
    if (range === null) continue;
    const known = starts.get(range.prefix) ?? new Set();
    starts.set(range.prefix, known.add(toHex128(range.base)));
  }
  return {
    listed: { list, edition },
    holds: (bits) => [...starts].some(([prefix, known]) => known.has(toHex128(maskedTo(bits, prefix)))),
  };
}

async function readDated(path: string | null): Promise<{ text: string; edition: string }> {
  try {
    if (path === null) return { text: '', edition: '' };
    const [text, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { text, edition: mtime.toISOString().slice(0, 10) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { text: '', edition: '' };
    throw error;
  }
}
