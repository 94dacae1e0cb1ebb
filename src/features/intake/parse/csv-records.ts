import { finished } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { MIB } from '#core/units.ts';
import type { RecordField } from '../domain/record-fields.ts';
import type { SourceRecord } from './tree-records.ts';

/** A row of a table, or the rest of one from where it could not be read on. */
export type CsvRow =
  | (SourceRecord & { readonly fault: null })
  | { readonly fault: string; readonly line: number; readonly bytes: Buffer };

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LARGEST_ROW = MIB;
const MOST_COLUMNS = 2_000;
const UTF8_MARK = Buffer.from('efbbbf', 'hex');

/** Bytes of a table, from a place on. */
export type OpenBytes = (from: number) => AsyncIterable<Buffer>;

/** The bytes of a table that is in memory. */
export function inMemory(bytes: Buffer): OpenBytes {
  return async function* (from) {
    yield bytes.subarray(from);
  };
}

/**
 * The rows of a table, one at a time, each with its header as bytes of its own: one row in memory. Delimiter and characters are found
 * from the bytes. A row nobody can read ends the table: what is left comes as one piece with the reader's words.
 */
export async function* csvRows(open: OpenBytes, delimiter: string | null): AsyncGenerator<CsvRow> {
  const { head, start } = await headOf(open);
  const wide = wideEncoding(head);
  if (wide !== null) {
    yield* rowsOf(narrowed(open, wide), delimiter, 0);
    return;
  }
  yield* rowsOf(open, delimiter, start);
}

/** The column names of a table; empty when its first line is none. */
export async function csvHeader(open: OpenBytes): Promise<readonly string[]> {
  try {
    for await (const row of csvRows(firstLineOf(open), null))
      return row.fault === null ? row.fields.map((f) => f.path) : [];
  } catch {
    return []; // a first line beyond every bound is no header
  }
  return [];
}

/** The first line with a made-up second one, so that a header without rows is read like one with them. */
function firstLineOf(open: OpenBytes): OpenBytes {
  return async function* (from) {
    const { head } = await headOf(open);
    const wide = wideEncoding(head);
    const text = wide === null ? head.toString('latin1') : new TextDecoder(wide).decode(head);
    const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
    const row = Array.from({ length: line.split(/[,;\t|]/).length }, () => 'x').join(delimiterOf(line));
    yield Buffer.from(`${line}\n${row}\n`, wide === null ? 'latin1' : 'utf8').subarray(wide === null ? from : 0);
  };
}

async function headOf(open: OpenBytes): Promise<{ readonly head: Buffer; readonly start: number }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of open(0)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= 64 * 1024) break;
  }
  const head = Buffer.concat(parts).subarray(0, 64 * 1024);
  return { head, start: head.subarray(0, 3).equals(UTF8_MARK) ? 3 : 0 };
}

function wideEncoding(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const mark = head.subarray(0, 2).toString('hex');
  return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : null;
}

/** Two-byte characters as UTF-8: its rows are then not byte for byte what came; the file is. */
function narrowed(open: OpenBytes, encoding: string): OpenBytes {
  return async function* (from) {
    const decoder = new TextDecoder(encoding);
    let passed = 0;
    for await (const chunk of open(0)) {
      const bytes = Buffer.from(decoder.decode(chunk, { stream: true }));
      yield bytes.subarray(Math.max(0, Math.min(bytes.length, from - passed)));
      passed += bytes.length;
    }
    yield Buffer.from(decoder.decode());
  };
}

async function* rowsOf(open: OpenBytes, delimiter: string | null, start: number): AsyncGenerator<CsvRow> {
  const { head } = await headOf(() => open(start));
  const reached: Reached = { at: start, header: null };
  let waiting: ParsedRow[] = [];
  const parser = parserFor(delimiter ?? delimiterOf(head.toString('latin1')), (row) => void waiting.push(row));
  let failed: Error | null = null;
  parser.on('error', (error) => {
    failed = error;
  });
  parser.resume();
  // Rows are taken as they are found: those before a fault are not lost with it.
  const taken = (): readonly CsvRow[] => {
    const rows = waiting;
    waiting = [];
    return rows.flatMap((row) => {
      const read = readRow(row, reached);
      reached.at = start + row.info.bytes;
      return read ?? [];
    });
  };
  for await (const chunk of open(start)) {
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
    yield* taken();
    if (failed !== null) break;
  }
  if (failed === null) await new Promise<void>((resolve) => finished(parser.end(), () => resolve()));
  yield* taken();
  if (failed !== null) yield await restOf(open, reached, failed);
}

function parserFor(delimiter: string, found: (row: ParsedRow) => void): Parser {
  return parse({
    // A character a byte: offsets are those of the bytes, and each field finds its own encoding.
    encoding: 'latin1',
    delimiter,
    columns: false,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW,
    info: true,
    raw: true,
    on_record: (row: unknown) => {
      found(row as ParsedRow);
      return null;
    },
  });
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly bytes: number };
}

interface Reached {
  at: number;
  header: { readonly names: readonly string[]; readonly bytes: Buffer } | null;
}

function readRow({ record, raw }: ParsedRow, reached: Reached): CsvRow | null {
  const bytes = Buffer.from(`${raw.replace(/^[\r\n]+|[\r\n]+$/g, '')}\r\n`, 'latin1');
  if (reached.header === null) {
    reached.header = { names: columnNames(record.map(charactersOf)), bytes };
    return null;
  }
  const { names } = reached.header;
  const fields = record.slice(0, MOST_COLUMNS).flatMap((cell, index): RecordField[] => {
    const value = charactersOf(cell).trim();
    // A column beyond the header is kept under its place.
    return [{ path: names[index] ?? `column ${index + 1}`, at: [], value }];
  });
  return { fault: null, bytes: Buffer.concat([reached.header.bytes, bytes]), fields };
}

/** Names as written, blank ones by their place, a second one of a name marked as such. */
function columnNames(written: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return written.slice(0, MOST_COLUMNS).map((name, index) => {
    const own = name.trim() === '' ? `column ${index + 1}` : name.trim();
    const count = (counts.get(own) ?? 0) + 1;
    counts.set(own, count);
    return count === 1 ? own : `${own} (${count})`;
  });
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const WINDOWS = new TextDecoder('windows-1252');

/** The characters of a field: UTF-8 where it is, else Windows-1252, which gives every byte one. */
function charactersOf(bytesAsText: string): string {
  if (!/[^ -~\t\r\n]/.test(bytesAsText)) return bytesAsText;
  const bytes = Buffer.from(bytesAsText, 'latin1');
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    text = WINDOWS.decode(bytes); // fatal decoders throw on the first invalid byte
  }
  return text.replaceAll('\0', '\uFFFD');
}

/** The sign that parts the first line most often, outside quotes. */
function delimiterOf(head: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(head)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const counts = DELIMITERS.map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

async function restOf(open: OpenBytes, reached: Reached, error: Error): Promise<CsvRow> {
  if (!(error instanceof CsvError)) throw error;
  const parts: Buffer[] = [];
  for await (const chunk of open(reached.at)) parts.push(chunk);
  const { lines } = error as CsvError & { readonly lines?: number };
  return { fault: error.code.toLowerCase().replaceAll('_', '-'), line: lines ?? 0, bytes: Buffer.concat(parts) };
}
