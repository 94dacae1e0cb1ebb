import type { PackageContent, PackageObject, PackageReport } from './package-content.ts';

/** An object of the vault and the path it gets in the bag. */
export interface PlacedObject {
  readonly path: string;
  readonly object: PackageObject;
}

/** What a received document is called by; a mapped one may be any of three shapes, hence no shape at all. */
const ORIGINAL_ENDING = {
  'ispws-xml': 'xml',
  'cybertip-json': 'json',
  'cybertip-pdf': 'pdf',
  'provider-notice': 'json',
  'addresses-only': 'json',
  'hotline-json': 'json',
  'iccam-json': 'json',
  xarf: 'json',
  mail: 'eml',
  referral: 'json',
  package: 'zip',
  'desk-entry': 'json',
  mapped: 'bin',
  unreadable: 'bin',
} as const satisfies Record<PackageReport['format'], string>;

/** Where the received document of a report lies. */
export function originalPath(report: PackageReport): string {
  return `data/original/${report.number}.${ORIGINAL_ENDING[report.format]}`;
}

/**
 * Where a file of a report lies, counted from 0. The sender's name for it is not used: it may be hostile, or say what
 * nobody should read in a folder listing; hashes.csv gives it.
 */
export function evidencePath(report: PackageReport, index: number): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(report.files[index]?.originalName ?? '')?.[1]?.toLowerCase();
  return `data/evidence/${report.number}/${String(index + 1).padStart(4, '0')}${extension ? `.${extension}` : ''}`;
}

/** All bytes a package takes from the vault. */
export function placedObjects(content: PackageContent): readonly PlacedObject[] {
  return content.reports.flatMap((report) => [
    { path: originalPath(report), object: report.original },
    ...report.files.flatMap((file, index) =>
      file.included ? [{ path: evidencePath(report, index), object: file.included }] : [],
    ),
  ]);
}

/** Where the CyberTip form of a report lies: the first has no number. */
export function cyberTipPath(index: number): string {
  return index === 0 ? 'data/cybertip.json' : `data/cybertip-${index + 1}.json`;
}

/** What the proofs of the package are checked with: the log's key, its witnesses and their state. */
export const LOG_PATH = 'data/audit/log.json';
export const SUBMISSION_PROOF_PATH = 'data/audit/submission.tlog-proof';

/** Where the proof lies that a report was received. */
export function receiptProofPath(report: string): string {
  return `data/audit/${report}.tlog-proof`;
}
