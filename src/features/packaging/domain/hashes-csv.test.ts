import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { anObject, aPackageContent, aPackageReport } from '../testing.ts';
import { hashesCsv } from './hashes-csv.ts';

describe('hashes.csv', () => {
  it('lists sent and unsent files, and keeps "not stated" apart from "no"', () => {
    const file = {
      md5: null,
      sha1: null,
      claimedHashes: [],
      caveat: null,
      sizeBytes: 1,
      sha256: null,
      notIncludedReason: null,
    };
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

  it('keeps a digest the sender stated, apart from those computed here', () => {
    const claimedHashes = [
      { type: 'MD5', value: '0cc175b9c0f1b6a831c399e269772661' },
      { type: 'PDQ', value: 'f'.repeat(64) },
    ];
    const announced = { md5: null, sha1: null, claimedHashes, caveat: null, sizeBytes: null, sha256: null };
    const files = [{ ...announced, notIncludedReason: null, originalName: 'a.dat', viewedByEsp: null, included: null }];
    const rows = parse(hashesCsv(aPackageContent({ reports: [aPackageReport({ files })] })), { columns: true });
    expect(rows).toMatchObject([
      { md5: '', claimedHashes: `MD5:0cc175b9c0f1b6a831c399e269772661 PDQ:${'f'.repeat(64)}` },
    ]);
  });

  it('lets no spreadsheet run the name a sender gave a file', () => {
    const file = {
      md5: null,
      sha1: null,
      claimedHashes: [],
      caveat: null,
      sizeBytes: 1,
      sha256: null,
      notIncludedReason: null,
    };
    const files = [{ ...file, originalName: '=cmd|x', viewedByEsp: null, included: null }];
    const csv = hashesCsv(aPackageContent({ reports: [aPackageReport({ files })] }));
    expect(csv).toContain(",'=cmd|x,");
  });
});
