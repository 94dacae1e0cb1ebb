import { writeCsv } from '#core/csv.ts';
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

/**
 * All files of all reports, sent or not; unknown cells are empty. Numbers, paths and hashes cannot begin as a formula does and so stand
 * byte for byte; the sender's file name is made safe, its true spelling is in referral.json.
 */
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
  return writeCsv(COLUMNS, rows);
}
