import { parse } from 'csv-parse/sync';
import type { Drift, SubmittedReport } from '../types.ts';
import type { ReadContext } from './json-reader.ts';
import { type HeaderCell, readHeader } from './notice-columns.ts';
import { noticeReport } from './notice-report.ts';
import { readNoticeRow } from './read-notice-row.ts';
import { type CsvRecord, splitCsv } from './split-csv.ts';

/** One row of a bulk file: a document of its own, with what was read of it or why it could not be. */
export interface BulkRow {
  /** Where it stood: `line 12`, `Sheet1 row 5`. */
  readonly place: string | null;
  /** Null: the whole file. */
  readonly bytes: Buffer | null;
  readonly contentType: string;
  readonly report: SubmittedReport | null;
  /** `row-unreadable: line 12: …`; null when it was read. */
  readonly unreadable: string | null;
}

/** A file, or what is left of it, that is kept whole for a person to look at. */
export const WHOLE_FILE = { place: null, bytes: null, report: null } as const;

// A title, a date and a blank line may stand before the header, hardly more.
const MOST_LINES_BEFORE_HEADER = 10;

/**
 * Reads a bulk file of notices, one a row. Each row's bytes are the file's up to its header and its own, as they lay there: a document
 * that can be read alone. A file without a header of notices at its top is one unreadable document, whole.
 */
export async function* readCsvNotices(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  context: ReadContext,
): AsyncGenerator<BulkRow> {
  const top: Buffer[] = [];
  let header: Header | null = null;
  let isOther = false;
  for await (const record of splitCsv(pieces)) {
    if (header !== null) {
      const row = readRow(record, header, context);
      if (row !== null) yield row;
      continue;
    }
    isOther ||= top.push(record.bytes) > MOST_LINES_BEFORE_HEADER;
    header = isOther || record.fault !== null ? null : headerOf(record.bytes, top);
    if (isOther) break;
  }
  if (header === null) yield { ...WHOLE_FILE, contentType: 'text/csv', unreadable: 'unknown-table' };
}

interface Header {
  readonly cells: readonly HeaderCell[];
  /** From the first byte of the file to the end of the header. */
  readonly bytes: Buffer;
  readonly delimiter: string;
}

function readRow({ bytes, line, fault }: CsvRecord, header: Header, context: ReadContext): BulkRow | null {
  const place = `line ${line}`;
  const row = { place, bytes: Buffer.concat([header.bytes, bytes]), contentType: 'text/csv' };
  const { text, drift } = decode(bytes);
  const cells = fault ?? cellsOf(text, header.delimiter);
  if (typeof cells === 'string') return { ...row, report: null, unreadable: `row-unreadable: ${place}: ${cells}` };
  if (cells.every((cell) => cell.trim() === '')) return null;
  const read = readNoticeRow(header.cells, cells);
  return { ...row, report: noticeReport(read.notice, context, [...drift, ...read.drift]), unreadable: null };
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

function headerOf(bytes: Buffer, top: readonly Buffer[]): Header | null {
  const { text } = decode(bytes);
  for (const delimiter of DELIMITERS) {
    const cells = cellsOf(text.replace(/^\uFEFF/, ''), delimiter);
    const header = typeof cells === 'string' ? null : readHeader(cells);
    if (header !== null) return { cells: header, bytes: endedLine(Buffer.concat(top)), delimiter };
  }
  return null;
}

/** The cells of one record, or the words of the parser. */
function cellsOf(text: string, delimiter: string): readonly string[] | string {
  try {
    const [cells = []] = parse(text, { delimiter, relax_column_count: true, relax_quotes: true }) as string[][];
    return cells;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'not CSV';
  }
}

function endedLine(bytes: Buffer): Buffer {
  return bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const WINDOWS = new TextDecoder('windows-1252');

/** UTF-8; what is none is read as the code page French and English spreadsheets write, and told. */
function decode(bytes: Buffer): { readonly text: string; readonly drift: readonly Drift[] } {
  try {
    return { text: UTF8.decode(bytes), drift: [] };
  } catch {
    const detail = 'not UTF-8: read as Windows-1252';
    return { text: WINDOWS.decode(bytes), drift: [{ path: '', kind: 'encoding', detail }] };
  }
}
