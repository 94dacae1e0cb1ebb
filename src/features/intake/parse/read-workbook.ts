import { ok, type Result, refuse } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import { type OpenedZip, openZip, type ZipEntry, type ZipLimits } from '#platform/archive/read-zip.ts';
import { streamXml } from '#platform/xml/stream-xml.ts';
import { isDateFormat, serialDate } from './sheet-dates.ts';

/** One row of a sheet as its cells show it; empty cells are empty texts. */
export interface SheetRow {
  readonly sheet: string;
  /** Counted from 1, as the spreadsheet shows it. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Why a file is no workbook we read. */
export interface WorkbookRefusal {
  readonly kind: 'not-a-workbook' | 'bomb' | 'encrypted' | 'too-much-text';
  readonly detail: string;
}

/** A workbook of 64 MiB packed is some hundred thousand rows; XML of a sheet packs 10 to 30 times. */
const LIMITS: ZipLimits = { maxEntries: 1_000, maxTotalBytes: 512 * MIB, maxRatio: 200 };
/** Texts of all cells that are shared, in memory while the sheets are read. */
const MOST_SHARED_CHARACTERS = 64 * MIB;
const MOST_COLUMNS = 1_024;
const LONGEST_CELL = 65_536;

/** Reads the visible sheets of an XLSX file row by row. Throws `XmlFault` where the XML of a sheet breaks off. */
export async function openWorkbook(
  source: string | Buffer,
): Promise<Result<{ rows(): AsyncGenerator<SheetRow>; close(): void }, WorkbookRefusal>> {
  const opened = await openZip(source, LIMITS);
  if (!opened.ok) {
    const { refusal } = opened;
    const detail = 'detail' in refusal ? refusal.detail : refusal.path;
    const kind = refusal.kind === 'bomb' || refusal.kind === 'encrypted' ? refusal.kind : 'not-a-workbook';
    return refuse({ kind, detail });
  }
  const zip = opened.value;
  try {
    const parts = await readParts(zip);
    if (parts.ok) return ok({ rows: () => rowsOf(parts.value), close: () => zip.close() });
    zip.close();
    return parts;
  } catch (error) {
    zip.close();
    return refuse({ kind: 'not-a-workbook', detail: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
}

interface Parts {
  readonly sheets: readonly { readonly name: string; readonly entry: ZipEntry }[];
  readonly shared: readonly string[];
  /** Which cell formats show a date, by their number. */
  readonly dates: readonly boolean[];
  readonly since1904: boolean;
}

async function readParts(zip: OpenedZip): Promise<Result<Parts, WorkbookRefusal>> {
  const entryOf = (path: string) => zip.entries.find((entry) => entry.path === path);
  const workbook = entryOf('xl/workbook.xml');
  if (!workbook) return refuse({ kind: 'not-a-workbook', detail: 'no xl/workbook.xml' });
  const targets = new Map<string, string>();
  await read(entryOf('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id && Target) targets.set(Id, Target.replace(/^\/?(?:xl\/)?/, 'xl/'));
    },
  });
  const named: { name: string; path: string }[] = [];
  let since1904 = false;
  await read(workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet' || /hidden/i.test(attributes['state'] ?? '')) return;
      named.push({ name: attributes['name'] ?? '', path: targets.get(attributes['r:id'] ?? '') ?? '' });
    },
  });
  const shared = await readShared(entryOf('xl/sharedStrings.xml'));
  if (!shared.ok) return shared;
  const sheets = named.flatMap(({ name, path }) => {
    const entry = entryOf(path);
    return entry ? [{ name, entry }] : [];
  });
  if (sheets.length === 0) return refuse({ kind: 'not-a-workbook', detail: 'no visible sheet' });
  return ok({ sheets, shared: shared.value, dates: await readDates(entryOf('xl/styles.xml')), since1904 });
}

async function read(entry: ZipEntry | undefined, handlers: Parameters<typeof streamXml>[1]): Promise<void> {
  if (!entry) return;
  for await (const _ of streamXml(await entry.open(), handlers));
}

async function readShared(entry: ZipEntry | undefined): Promise<Result<readonly string[], WorkbookRefusal>> {
  const shared: string[] = [];
  let characters = 0;
  let text: string | null = null;
  let isText = false;
  if (!entry) return ok(shared);
  const handlers: Parameters<typeof streamXml>[1] = {
    open: (name) => {
      if (name === 'si') text = '';
      isText = name === 't';
    },
    text: (piece) => {
      if (!isText || text === null) return;
      text += piece;
      characters += piece.length;
    },
    close: (name) => {
      isText = false;
      if (name === 'si') shared.push(text ?? '');
      if (name === 'si') characters += 16; // what an entry costs, whatever it says
    },
  };
  for await (const _ of streamXml(await entry.open(), handlers))
    if (characters > MOST_SHARED_CHARACTERS)
      return refuse({ kind: 'too-much-text', detail: `more than ${MOST_SHARED_CHARACTERS} characters` });
  return ok(shared);
}

async function readDates(entry: ZipEntry | undefined): Promise<readonly boolean[]> {
  const own = new Map<string, string>();
  const dates: boolean[] = [];
  let isCellFormats = false;
  await read(entry, {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') own.set(numFmtId, formatCode);
      if (name === 'cellXfs') isCellFormats = true;
      if (name === 'xf' && isCellFormats) dates.push(isDateFormat(numFmtId, own.get(numFmtId) ?? null));
    },
    close: (name) => {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return dates;
}

async function* rowsOf(parts: Parts): AsyncGenerator<SheetRow> {
  for (const { name, entry } of parts.sheets) {
    const found: SheetRow[] = [];
    const handlers = rowReader(parts, (row, cells) => found.push({ sheet: name, row, cells }));
    for await (const _ of streamXml(await entry.open(), handlers)) yield* found.splice(0);
  }
}

function rowReader(parts: Parts, found: (row: number, cells: readonly string[]) => void) {
  let row = 0;
  let cells: string[] = [];
  let at = 0;
  let type = '';
  let format = 0;
  let text = '';
  let isValue = false;
  return {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'row') {
        row = Number(attributes['r']) || row + 1;
        cells = [];
        at = 0;
      }
      if (name === 'c') {
        at = columnOf(attributes['r']) ?? at + 1;
        type = attributes['t'] ?? 'n';
        format = Number(attributes['s'] ?? 0);
        text = '';
      }
      isValue = name === 'v' || name === 't';
    },
    text: (piece: string) => {
      if (isValue && text.length < LONGEST_CELL) text += piece;
    },
    close: (name: string) => {
      isValue = false;
      if (name === 'c' && text !== '') {
        // Far beyond any header: kept behind the others, without the empty ones between.
        if (at > MOST_COLUMNS) at = Math.max(cells.length, MOST_COLUMNS) + 1;
        while (cells.length < at - 1) cells.push('');
        cells[at - 1] = shown(parts, type, format, text);
      }
      if (name === 'row' && cells.length > 0) found(row, cells);
    },
  };
}

function shown(parts: Parts, type: string, format: number, text: string): string {
  if (type === 's') return parts.shared[Number(text)] ?? '';
  if (type === 'b') return text === '1' ? 'true' : 'false';
  if (type === 'n' && parts.dates[format]) return serialDate(text, parts.since1904) ?? text;
  return text;
}

/** The number of a column from the name of a cell: `B7` is 2. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
