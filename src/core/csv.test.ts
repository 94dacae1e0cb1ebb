import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, writeCsv } from './csv.ts';

describe('CSV as the product writes it', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '=cmd|"/c calc"!A1'])(
    'does not let a spreadsheet run %j',
    (text) => {
      expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('leaves numbers and truth alone, and null empty', () => {
    expect(writeCsv(['a', 'b', 'c'], [[-1, true, null]])).toBe('a,b,c\r\n-1,true,\r\n');
  });

  it('gives every other text back to a reader of RFC 4180, whatever stands in it', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => !/^[=+\-@\t\r]/.test(one) && !/^\ufeff/.test(one));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (row) => {
        const columns = row.map((_cell, at) => `c${at}`);
        const read = parse(writeCsv(columns, [row]), { record_delimiter: '\r\n' });
        expect(read).toEqual([columns, row]);
      }),
    );
  });
});
