import { describe, expect, it } from 'vitest';
import { anObject, aPackageContent, aPackageReport } from '../testing.ts';
import { cyberTipPath, evidencePath, originalPath, placedObjects } from './bag-paths.ts';

const file = {
  md5: null,
  sha1: null,
  claimedHashes: [],
  viewedByEsp: null,
  caveat: null,
  sizeBytes: 1,
  sha256: null,
  notIncludedReason: null,
};

describe('where things lie in a bag', () => {
  it.each([
    ['a.JPG', '0001.jpg'],
    ['../../etc/passwd', '0001'],
    ['a.b/c', '0001'],
    ['x.é', '0001'],
    [null, '0001'],
  ])('never takes more than a plain extension from the name %j', (originalName, name) => {
    const report = aPackageReport({ files: [{ ...file, originalName, included: null }] });
    expect(evidencePath(report, 0)).toBe(`data/evidence/R-2026-000123/${name}`);
  });

  it('takes only what is included from the vault, each original once', () => {
    const files = [
      { ...file, originalName: null, included: null },
      { ...file, originalName: null, included: anObject(Buffer.from('a'), 2) },
    ];
    const report = aPackageReport({ files });
    expect(placedObjects(aPackageContent({ reports: [report] })).map(({ path }) => path)).toEqual([
      originalPath(report),
      'data/evidence/R-2026-000123/0002',
    ]);
  });

  it('numbers the CyberTip files from the second on', () => {
    expect([0, 1].map(cyberTipPath)).toEqual(['data/cybertip.json', 'data/cybertip-2.json']);
  });
});
