import { ok, type Result } from '#core/result.ts';
import type { ReadContext } from './json-reader.ts';
import { type HeaderCell, readHeader } from './notice-columns.ts';
import { noticeReport } from './notice-report.ts';
import { type BulkRow, WHOLE_FILE } from './read-csv-notices.ts';
import { readNoticeRow } from './read-notice-row.ts';
import { openWorkbook, type SheetRow, type WorkbookRefusal } from './read-workbook.ts';

const MOST_LINES_BEFORE_HEADER = 10;

/**
 * Reads a workbook of notices, one a row, on every visible sheet with a header of notices. A row of a packed sheet has no bytes of its
 * own: kept are the cells of the header and its own as they show, in JSON, the same wherever the row stands.
 */
export async function openXlsxNotices(
  source: string | Buffer,
  context: ReadContext,
): Promise<Result<AsyncGenerator<BulkRow>, WorkbookRefusal>> {
  const opened = await openWorkbook(source);
  if (!opened.ok) return opened;
  return ok(readRows(opened.value, context));
}

async function* readRows(
  workbook: { rows(): AsyncGenerator<SheetRow>; close(): void },
  context: ReadContext,
): AsyncGenerator<BulkRow> {
  const sheets: Sheet[] = [];
  let last = 'the beginning';
  try {
    for await (const row of workbook.rows()) {
      if (row.cells.every((cell) => cell.trim() === '')) continue;
      if (sheets.at(-1)?.name !== row.sheet) sheets.push({ name: row.sheet, header: null, top: [] });
      const sheet = sheets.at(-1);
      last = `${row.sheet} row ${row.row}`;
      if (sheet?.header) yield readRow(sheet, sheet.header, row, context);
      else if (sheet && sheet.top.length < MOST_LINES_BEFORE_HEADER) sheets.splice(-1, 1, withTop(sheet, row));
    }
  } catch (error) {
    // The rows before are received; what follows cannot be told apart any more.
    const words = error instanceof Error ? error.message.slice(0, 200) : '';
    yield { ...WHOLE_FILE, contentType: XLSX, unreadable: `broken-workbook: after ${last}: ${words}` };
    return;
  } finally {
    workbook.close();
  }
  const others = sheets.filter(({ header }) => header === null).map(({ name }) => name);
  if (others.length > 0 || sheets.length === 0)
    yield { ...WHOLE_FILE, contentType: XLSX, unreadable: `unknown-table: ${others.join(', ')}`.slice(0, 500) };
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Sheet {
  readonly name: string;
  readonly header: readonly HeaderCell[] | null;
  /** The rows up to the header. */
  readonly top: readonly (readonly string[])[];
}

function withTop(sheet: Sheet, { cells }: SheetRow): Sheet {
  return { ...sheet, header: readHeader(cells), top: [...sheet.top, cells] };
}

function readRow(sheet: Sheet, header: readonly HeaderCell[], row: SheetRow, context: ReadContext): BulkRow {
  const read = readNoticeRow(header, row.cells);
  const bytes = Buffer.from(JSON.stringify({ top: sheet.top, row: row.cells }));
  return {
    place: `${row.sheet} row ${row.row}`,
    bytes,
    contentType: 'application/json',
    report: noticeReport(read.notice, context, read.drift),
    unreadable: null,
  };
}
