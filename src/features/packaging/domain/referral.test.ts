import { describe, expect, it } from 'vitest';
import { anObject, aPackageContent, aPackageReport } from '../testing.ts';
import { referral } from './referral.ts';

describe('referral.json', () => {
  it('names bytes by their path in the bag, never by their place in our vault', () => {
    const object = anObject(Buffer.from('a'), 77);
    const file = {
      originalName: null,
      md5: null,
      sha1: null,
      claimedHashes: [],
      viewedByEsp: null,
      caveat: null,
      notIncludedReason: null,
    };
    const files = [{ ...file, included: object, sizeBytes: 1, sha256: object.sha256 }];
    const value = referral(aPackageContent({ reports: [aPackageReport({ files })] }));
    expect(value.reports[0]?.files[0]?.path).toBe('data/evidence/R-2026-000123/0001');
    expect(JSON.stringify(value)).not.toContain(object.objectId);
    expect(JSON.stringify(value)).not.toContain(aPackageReport().original.objectId);
  });
});
