import { KIB } from '#core/units.ts';

/** A record of a CSV file: its bytes as they lay there, with their line end, and the line it begins on (counted from 1). */
export interface CsvRecord {
  readonly bytes: Buffer;
  readonly line: number;
  /** Set where a quote is never closed: the one line it began on is given up, reading goes on behind it. */
  readonly fault: 'quote-not-closed' | 'too-long' | null;
}

const QUOTE = 0x22;
const NEW_LINE = 0x0a;

/** No notice needs more; a quote that is never closed must not swallow a file. */
const LONGEST_RECORD = 512 * KIB;

/**
 * Cuts a stream of CSV into its records, whatever the delimiter; line ends inside quotes belong to the record. Memory holds one record
 * and one piece of the stream. Works on any encoding in which quote and line end are the ASCII bytes.
 */
export async function* splitCsv(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<CsvRecord> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const piece of pieces) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const cut = cutRecords(rest, line, 'more');
    yield* cut.records;
    rest = rest.subarray(cut.used);
    line = cut.line;
  }
  yield* cutRecords(rest, line, 'end').records;
}

/** The whole records at the beginning of some bytes. */
export function cutRecords(
  bytes: Buffer,
  firstLine: number,
  then: 'more' | 'end',
): { readonly records: readonly CsvRecord[]; readonly used: number; readonly line: number } {
  const records: CsvRecord[] = [];
  let line = firstLine;
  let used = 0;
  while (used < bytes.length) {
    const found = endOfRecord(bytes, used, then);
    if (found === null) break;
    const record = bytes.subarray(used, found.end);
    if (!isBlank(record)) records.push({ bytes: record, line, fault: found.fault });
    line += linesIn(record);
    used = found.end;
  }
  return { records, used, line };
}

/** Where the record that begins at `from` ends; null when more bytes are needed to tell. */
function endOfRecord(
  bytes: Buffer,
  from: number,
  then: 'more' | 'end',
): { readonly end: number; readonly fault: CsvRecord['fault'] } | null {
  let isQuoted = false;
  // A doubled quote closes and opens again.
  let closedAt = -2;
  const limit = Math.min(bytes.length, from + LONGEST_RECORD);
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE && isQuoted) {
      isQuoted = false;
      closedAt = at;
    } else if (byte === QUOTE) isQuoted = opensAt(bytes, from, at) || closedAt === at - 1;
    else if (byte === NEW_LINE && !isQuoted) return { end: at + 1, fault: null };
  }
  const isOver = limit < bytes.length || limit - from >= LONGEST_RECORD;
  if (!isOver && then === 'more') return null;
  if (!isQuoted && !isOver) return { end: bytes.length, fault: null };
  // Up to its first line end, or as far as was looked where it has none.
  const firstEnd = bytes.subarray(from, limit).indexOf(NEW_LINE);
  const end = firstEnd === -1 ? limit : from + firstEnd + 1;
  return { end, fault: isQuoted ? 'quote-not-closed' : 'too-long' };
}

/** Whether a quote here begins a quoted value; inside an unquoted one it is a character like any other. */
function opensAt(bytes: Buffer, from: number, at: number): boolean {
  return (
    at === from || BEFORE_VALUE.has(bytes[at - 1] ?? 0) || (at === 3 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK))
  );
}

const BEFORE_VALUE: ReadonlySet<number> = new Set([...',;\t|'].map((delimiter) => delimiter.charCodeAt(0)));
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEW_LINE); at !== -1; at = bytes.indexOf(NEW_LINE, at + 1)) lines += 1;
  return lines;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 64 && bytes.toString('latin1').trim() === '';
}
