import { describe, expect, it } from 'vitest';
import { aPackageContent } from '../testing.ts';
import { assembleBag, bagInfo } from './assemble-bag.ts';

const material = {
  documents: [{ name: 'general-report' as const, language: 'fr' as const, pdf: new Uint8Array([1]) }],
  sha256Hex: () => 'ab',
};

describe('the payload of a package', () => {
  it('holds every part of the interop page that is made today', () => {
    expect(assembleBag(aPackageContent(), material).map(({ path }) => path)).toEqual([
      'data/referral.json',
      'data/general-report-fr.pdf',
      'data/cybertip.json',
      'data/hashes.csv',
      'data/custody.jsonl',
      'data/original/R-2026-000123.json',
    ]);
  });

  it('is the same for the same content', () => {
    expect(assembleBag(aPackageContent(), material)).toEqual(assembleBag(aPackageContent(), material));
  });

  it('is dated by its content, not by the clock', () => {
    expect(bagInfo(aPackageContent(), [])).toContain('Bagging-Date: 2026-11-24\nPayload-Oxum: 0.0\n');
  });
});
