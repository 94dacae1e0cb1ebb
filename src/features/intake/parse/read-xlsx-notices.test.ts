import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import yazl from 'yazl';
import type { Instant } from '#core/clock.ts';
import type { BulkRow } from './read-csv-notices.ts';
import { openXlsxNotices } from './read-xlsx-notices.ts';

const now = '2026-11-24T12:00:00.000Z' as Instant;
const HEADER = [
  'Reference',
  'Offence',
  'Description',
  'Format',
  'Discovered at',
  'Time zone',
  'Circumstances',
  'Port',
  'IP',
];
const LINE = [
  'X-1',
  'making',
  'placeholder',
  'video',
  new Date('2026-11-20T09:00:00Z'),
  'America/Toronto',
  'report',
  443,
  '192.0.2.7',
];

async function workbookOf(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function rowsOf(bytes: Buffer): Promise<readonly BulkRow[]> {
  const opened = await openXlsxNotices(bytes, { now });
  if (!opened.ok) throw new Error(opened.refusal.kind);
  const rows: BulkRow[] = [];
  for await (const row of opened.value) rows.push(row);
  return rows;
}

describe('a workbook of notices', () => {
  test('as a spreadsheet library writes it is one notice a row, under a title too', async () => {
    const rows = await rowsOf(
      await workbookOf((book) => {
        const sheet = book.addWorksheet('Notices');
        sheet.addRow(['Notices of November']);
        sheet.addRow(HEADER);
        sheet.addRow(LINE);
        sheet.addRow([]);
        sheet.addRow(['X-2', 'making']);
      }),
    );
    expect(rows.map(({ place, unreadable }) => [place, unreadable])).toEqual([
      ['Notices row 3', null],
      ['Notices row 5', null],
    ]);
    expect(rows[0]?.report?.notice).toMatchObject({
      reference: 'X-1',
      discovery: { at: '2026-11-20T09:00:00', zone: 'America/Toronto' },
      transmissionData: [{ ip: '192.0.2.7', port: 443 }],
    });
    expect(rows[0]?.report?.incidents[0]?.occurred?.instant).toBe('2026-11-20T14:00:00.000Z');
  });

  test('reads rich and inline text, results of formulas, and no hidden sheet', async () => {
    const rows = await rowsOf(
      await workbookOf((book) => {
        const sheet = book.addWorksheet('A');
        sheet.addRow(HEADER);
        sheet.addRow(LINE);
        sheet.getCell('C2').value = { richText: [{ text: 'place' }, { font: { bold: true }, text: 'holder' }] };
        sheet.getCell('B2').value = { formula: 'UPPER("x")', result: 'X' };
        book.addWorksheet('B', { state: 'hidden' }).addRow(['scratch']);
      }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.report?.notice).toMatchObject({ offence: { text: 'X' }, material: { description: 'placeholder' } });
  });

  test('tells of a sheet that is none of notices, and keeps the whole file for it', async () => {
    const rows = await rowsOf(
      await workbookOf((book) => {
        const sheet = book.addWorksheet('A');
        sheet.addRow(HEADER);
        sheet.addRow(LINE);
        book.addWorksheet('Stock').addRow(['Shoes', 42]);
      }),
    );
    expect(rows.map(({ bytes, unreadable }) => [bytes === null, unreadable])).toEqual([
      [false, null],
      [true, 'unknown-table: Stock'],
    ]);
  });

  test('gives a row the same bytes wherever it stands', async () => {
    const withGaps = (gaps: number) =>
      workbookOf((book) => {
        const sheet = book.addWorksheet('A');
        sheet.addRow(HEADER);
        for (let at = 0; at < gaps; at += 1) sheet.addRow(['other', 'making']);
        sheet.addRow(LINE);
      });
    const near = await rowsOf(await withGaps(0));
    const far = await rowsOf(await withGaps(7));
    expect(far.at(-1)?.bytes).toEqual(near.at(-1)?.bytes);
  });

  test('that is no archive, or no workbook, is refused in words', async () => {
    expect(await openXlsxNotices(Buffer.from('PK but not really'), { now })).toMatchObject({ ok: false });
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.from('x'), 'readme.txt');
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
    expect(await openXlsxNotices(Buffer.concat(pieces), { now })).toMatchObject({
      refusal: { kind: 'not-a-workbook' },
    });
  });

  test('that would unpack to more than any workbook of its size is refused before it is unpacked', async () => {
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.alloc(64 * 1024 * 1024), 'xl/workbook.xml');
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
    expect(await openXlsxNotices(Buffer.concat(pieces), { now })).toMatchObject({ refusal: { kind: 'bomb' } });
  });

  test('that breaks off in its sheet gives the rows before, and is kept whole for the rest', async () => {
    const zip = new yazl.ZipFile();
    const add = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path);
    add('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>');
    add(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    );
    const row = (cells: readonly string[]) =>
      `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
    const filler = row(['making', 'x'.repeat(1_000)]).repeat(200);
    add('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${row(['Offence', 'Format'])}${filler}<row><c></row>`);
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
    const rows = await rowsOf(Buffer.concat(pieces));
    expect(rows.at(-1)).toMatchObject({
      bytes: null,
      unreadable: expect.stringMatching(/^broken-workbook: after A row \d+/),
    });
    expect(rows.length).toBeGreaterThan(1);
  });
});
