import { describe, expect, test } from 'vitest';
import { MIB } from '#core/units.ts';
import { type CsvRow, csvHeader, csvRows, inMemory } from './csv-records.ts';

async function all(bytes: Buffer, delimiter: string | null = null): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of csvRows(inMemory(bytes), delimiter)) rows.push(row);
  return rows;
}
const cellsOf = (row: CsvRow | undefined) =>
  row?.fault === null ? Object.fromEntries(row.fields.map(({ path, value }) => [path, value])) : null;

describe('the rows of a table', () => {
  test.each([
    ['commas', 'ref,name\r\n1,Ada\r\n'],
    ['semicolons', 'ref;name\n1;Ada\n'],
    ['tabulators', 'ref\tname\n1\tAda'],
    ['bars and quotes', '"ref"|"name"\n"1"|"Ada"\n'],
    ['a byte order mark', '\uFEFFref,name\n1,Ada\n'],
  ])('are read with %s', async (_, text) => {
    const rows = await all(Buffer.from(text));
    expect(rows.map(cellsOf)).toEqual([{ ref: '1', name: 'Ada' }]);
    expect(await csvHeader(inMemory(Buffer.from(text)))).toEqual(['ref', 'name']);
  });

  test('are read in UTF-8, Windows-1252 and UTF-16', async () => {
    const text = 'réf,nom\n1,Zoé\n';
    const wide = Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text, 'utf16le')]);
    for (const bytes of [Buffer.from(text), Buffer.from(text, 'latin1'), wide]) {
      expect((await all(bytes)).map(cellsOf)).toEqual([{ réf: '1', nom: 'Zoé' }]);
      expect(await csvHeader(inMemory(bytes))).toEqual(['réf', 'nom']);
    }
  });

  test('each carry the header and their own bytes, line breaks in quotes included', async () => {
    const rows = await all(Buffer.from('a,b\n1,"two\nlines"\n2,x\n'));
    expect(rows.map(({ bytes }) => bytes.toString())).toEqual(['a,b\r\n1,"two\nlines"\r\n', 'a,b\r\n2,x\r\n']);
    const [again] = await all(rows[0]?.bytes ?? Buffer.alloc(0));
    expect(cellsOf(again)).toEqual({ a: '1', b: 'two\nlines' });
  });

  test('keep a column beyond the header and tell two of one name apart', async () => {
    const rows = await all(Buffer.from('a,a,\n1,2,3,4\n5\n'));
    expect(rows.map(cellsOf)).toEqual([{ a: '1', 'a (2)': '2', 'column 3': '3', 'column 4': '4' }, { a: '5' }]);
  });

  test('that cannot be read on come as one piece with the reader’s words; nothing before is lost', async () => {
    const rows = await all(Buffer.from('a,b\n1,2\n3,"never closed\n4,5\n'));
    expect(rows.map(({ fault }) => fault)).toEqual([null, 'csv-quote-not-closed']);
    expect(rows[1]?.bytes.toString()).toBe('3,"never closed\n4,5\n');
  });

  test('larger than 1 MiB end the table instead of filling memory', async () => {
    const rows = await all(Buffer.from(`a,b\n1,2\n3,${'x'.repeat(2 * MIB)}\n`));
    expect(rows.map(({ fault }) => fault)).toEqual([null, 'csv-max-record-size']);
  });

  test('of nothing are none', async () => {
    expect(await all(Buffer.alloc(0))).toEqual([]);
    expect(await csvHeader(inMemory(Buffer.alloc(0)))).toEqual([]);
  });
});
