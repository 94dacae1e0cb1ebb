import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADDRESSES_SAMPLE,
  HOTLINE_SAMPLE,
  ICCAM_SAMPLE,
  PACKAGE_ACCOUNT_SAMPLE,
  REFERRAL_SAMPLE,
  XARF_SAMPLE,
} from './format-samples.ts';
import { readDocument } from './read-document-for-test.ts';
import { readJsonReport } from './read-json-report.ts';
import { readPackageAccount } from './read-package-account.ts';

const SAMPLES = {
  'hotline-json': HOTLINE_SAMPLE,
  'iccam-json': ICCAM_SAMPLE,
  referral: REFERRAL_SAMPLE,
  'addresses-only': ADDRESSES_SAMPLE,
  xarf: XARF_SAMPLE,
} as const;

const NOW = { now: '2026-11-24T00:00:00.000Z' as never };

/** A document in which any member, however deep, may be anything at all. */
function grownFrom(sample: object): fc.Arbitrary<object> {
  const spoiled = (node: unknown): fc.Arbitrary<unknown> => {
    const whole = fc.constant(node);
    if (Array.isArray(node)) return mostly(fc.tuple(...node.map(spoiled)));
    if (typeof node === 'object' && node !== null)
      return mostly(fc.record(Object.fromEntries(Object.entries(node).map(([name, value]) => [name, spoiled(value)]))));
    return mostly(whole);
  };
  const mostly = (kept: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 9, arbitrary: kept }, { weight: 1, arbitrary: fc.jsonValue() });
  return fc.record(Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, spoiled(value)])), {
    requiredKeys: [],
  });
}

describe.each(Object.entries(SAMPLES))('the reader of %s', (format, sample) => {
  it('is the one that recognises its own format', () => {
    expect(readDocument(sample).format).toBe(format);
  });

  it('never throws and keeps no NUL, whatever stands where', () => {
    fc.assert(
      fc.property(grownFrom(sample), (document) => {
        const parsed = readJsonReport(JSON.stringify(document), NOW);
        if (parsed.ok) expect(JSON.stringify(parsed.value)).not.toContain('\\u0000');
      }),
      { numRuns: 300 },
    );
  });
});

describe('the account of a package', () => {
  it('is one report with the facts of all of its own, their caveats and the package’s classification', () => {
    const report = readPackageAccount(PACKAGE_ACCOUNT_SAMPLE, NOW);
    expect(report).toMatchObject({
      format: 'package',
      externalId: 'PKG-2026-00031',
      senderName: 'Example Clearing House',
      reportedAt: { instant: '2026-11-10T09:00:00.000Z' },
      lawEnforcement: { caseNumber: 'PKG-2026-00031', reports: 'R-2026-000123' },
    });
    expect(report.identifiers.map(({ value, provenance, caveat }) => [value, provenance, caveat])).toEqual([
      ['192.0.2.5', 'compelled', 'production order; Protected B, Example Clearing House'],
      ['e@mail.example', 'mined-from-text', null],
    ]);
    expect(report.files.map(({ givenName }) => givenName)).toEqual([
      'data/evidence/R-2026-000123/0001.dat',
      'data/original/R-2026-000123.json',
    ]);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(grownFrom(PACKAGE_ACCOUNT_SAMPLE), (account) => void readPackageAccount(account, NOW)),
      { numRuns: 300 },
    );
  });
});

describe('a document nested deeper than any report', () => {
  it('is refused in words, not by a crash', () => {
    const deep = `{"xarf_version":"4.0.0","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(readJsonReport(deep, NOW)).toMatchObject({ ok: false, refusal: { kind: 'not-json' } });
  });
});
