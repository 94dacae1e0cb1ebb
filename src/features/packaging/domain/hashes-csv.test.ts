import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { anObject, aPackageContent, aPackageReport } from '../testing.ts';
import { hashesCsv } from './hashes-csv.ts';

describe('hashes.csv', () => {
  it('lists sent and unsent files, and keeps "not stated" apart from "no"', () => {
    const file = { md5: null, sha1: null, caveat: null, sizeBytes: 1, sha256: null, notIncludedReason: null };
    const files = [
      { ...file, originalName: 'a, "b".jpg', viewedByEsp: null, included: anObject(Buffer.from('a'), 2) },
      { ...file, originalName: null, viewedByEsp: false, included: null },
    ];
    const rows = parse(hashesCsv(aPackageContent({ reports: [aPackageReport({ files })] })), { columns: true });
    expect(rows).toMatchObject([
      {
        path: 'data/evidence/R-2026-000123/0001.jpg',
        originalName: 'a, "b".jpg',
        viewedByEsp: 'not stated',
        included: 'yes',
      },
      { path: '', originalName: '', viewedByEsp: 'no', included: 'no' },
    ]);
  });

  it('lets no spreadsheet run the name a sender gave a file', () => {
    const file = { md5: null, sha1: null, caveat: null, sizeBytes: 1, sha256: null, notIncludedReason: null };
    const files = [{ ...file, originalName: '=cmd|x', viewedByEsp: null, included: null }];
    const csv = hashesCsv(aPackageContent({ reports: [aPackageReport({ files })] }));
    expect(csv).toContain(",'=cmd|x,");
  });
});
