/** One value of a table. Numbers are written as they are: a negative one is no formula. */
export type CsvValue = string | number | boolean | null;

/** A whole table as RFC 4180 text with a header; null is an empty cell. The one writer of CSV in the product. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [columns, ...rows].map(csvRow).join('');
}

/** One line of a table, its CRLF included. */
export function csvRow(row: readonly CsvValue[]): string {
  return `${row.map(csvCell).join(',')}\r\n`;
}

/** Quoted where RFC 4180 asks for it; what a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: CsvValue): string {
  const plain = value === null ? '' : String(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
