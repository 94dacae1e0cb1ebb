import { evidencePath } from './bag-paths.ts';
import type { PackageContent } from './package-content.ts';

const COLUMNS = [
  'report',
  'path',
  'originalName',
  'sizeBytes',
  'md5',
  'sha1',
  'sha256',
  'viewedByEsp',
  'included',
  'claimedHashes',
];

/** All files of all reports, sent or not, as RFC 4180 with a header; unknown cells are empty. What the sender stated stands apart from what was computed here. */
export function hashesCsv(content: PackageContent): string {
  const rows = content.reports.flatMap((report) =>
    report.files.map((file, index) => [
      report.number,
      file.included ? evidencePath(report, index) : '',
      file.originalName ?? '',
      file.sizeBytes ?? '',
      file.md5 ?? '',
      file.sha1 ?? '',
      file.sha256 ?? '',
      { true: 'yes', false: 'no', null: 'not stated' }[`${file.viewedByEsp}`],
      file.included ? 'yes' : 'no',
      file.claimedHashes.map(({ type, value }) => `${type}:${value}`).join(' '),
    ]),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Quoted where RFC 4180 asks for it; what a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
