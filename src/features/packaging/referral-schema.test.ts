import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { referral } from './domain/referral.ts';
import { referralJsonSchema, referralSchema } from './referral-schema.ts';
import { anIdentifier, anObject, aPackageContent, aPackageReport } from './testing.ts';

const object = anObject(Buffer.from('a'), 2);
const sent = {
  originalName: 'a.jpg',
  md5: null,
  sha1: null,
  claimedHashes: [],
  viewedByEsp: null,
  caveat: null,
  notIncludedReason: null,
};
const value = referral(
  aPackageContent({
    reports: [
      aPackageReport({
        identifiers: [anIdentifier({ observed: { asWritten: '5pm', instant: null, zone: 'unreadable' } })],
        files: [{ ...sent, included: object, sizeBytes: object.sizeBytes, sha256: object.sha256 }],
      }),
    ],
  }),
);

// The package is CommonJS: its function is the default of its namespace, in types one level deeper.
const addFormats = formats as unknown as typeof formats.default;
const validate = addFormats(new Ajv2020({ strict: false })).compile(referralJsonSchema() as object);

describe('referral.json', () => {
  it('keeps to the schema, by zod and by ajv', () => {
    expect(referralSchema.parse(value)).toEqual(value);
    expect(validate(JSON.parse(JSON.stringify(value))), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    ['an unknown field', { ...value, extra: 1 }],
    ['a file outside the bag', { ...value, reports: [{ ...value.reports[0], cyberTip: { path: '/etc/x' } }] }],
    ['no report', { ...value, reports: [] }],
    ['a local time', { ...value, package: { ...value.package, generatedAt: '2026-11-23T21:47:00-05:00' } }],
  ])('with %s is refused by both', (_, wrong) => {
    expect(referralSchema.safeParse(wrong).success).toBe(false);
    expect(validate(JSON.parse(JSON.stringify(wrong)))).toBe(false);
  });

  it('has the schema that is committed', async () => {
    const text = `${JSON.stringify(referralJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('./referral.schema.json');
  });
});
