import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aNotice } from '../testing.ts';
import { completenessOf, type ProviderNotice, SECTION_11 } from './notice.ts';
import { NOTICE_ASKS } from './notice-asks.ts';

describe('the completeness of a notice', () => {
  test('requires exactly the five items of section 11', () => {
    expect(completenessOf({}).missing).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(completenessOf({}).items.filter((item) => item.required)).toHaveLength(5);
    expect(completenessOf(aNotice()).missing).toEqual([]);
  });

  test('the material without its format, and the circumstances without a time, are not whole', () => {
    const notice = aNotice({ material: { description: 'x' }, discovery: { circumstances: 'x' } });
    expect(completenessOf(notice).missing).toEqual(['b', 'c']);
  });

  test('nothing else held is an answer, saying nothing is none', () => {
    expect(completenessOf(aNotice({ otherEvidence: [] })).missing).toEqual([]);
    expect(completenessOf(aNotice({ otherEvidence: undefined })).missing).toEqual(['d']);
  });

  test('says what the next addition gives, the required ones first', () => {
    expect(completenessOf({}).next?.letter).toBe('a');
    const withoutPort = aNotice({ transmissionData: [{ ip: '192.0.2.7' }] });
    expect(completenessOf(withoutPort).next).toMatchObject({
      code: 'port',
      gives: { en: expect.stringContaining('With a port number this can be routed') },
    });
  });

  test('transmission data are required under the amended Act alone, and only of material manifestly such', () => {
    const amended = { ...SECTION_11, regime: 'mra-2026', transmissionData: 'when-manifest' } as const;
    const manifest = aNotice({ material: { description: 'x', format: 'y', manifest: true }, transmissionData: [] });
    expect(completenessOf(manifest, amended)).toMatchObject({
      transmissionDataMissing: true,
      next: { code: 'transmissionData' },
    });
    expect(completenessOf(manifest).transmissionDataMissing).toBe(false);
    expect(completenessOf(aNotice({ transmissionData: [] }), amended).transmissionDataMissing).toBe(false);
    expect(
      completenessOf({ ...manifest, transmissionData: aNotice().transmissionData }, amended).transmissionDataMissing,
    ).toBe(false);
  });

  test('is whole when everything asked for is there, and only then', () => {
    const whole = aNotice({
      emails: ['a@mail.example'],
      subscriber: { city: 'Ottawa' },
      devices: [{ id: 'd-1' }],
      files: [{ name: 'a', viewedByEsp: false, hashes: [{ type: 'MD5', value: 'b'.repeat(32) }] }],
    });
    expect(completenessOf(whole)).toMatchObject({ percent: 100, next: null });
    expect(completenessOf(aNotice()).percent).toBeLessThan(100);
  });

  test('never falls when something is added', () => {
    const parts: readonly ProviderNotice[] = Object.entries(aNotice()).map(([name, value]) => ({ [name]: value }));
    fc.assert(
      fc.property(fc.subarray([...parts]), fc.constantFrom(...parts), (given, added) => {
        const before = Object.assign({}, ...given) as ProviderNotice;
        expect(completenessOf({ ...before, ...added }).percent).toBeGreaterThanOrEqual(completenessOf(before).percent);
      }),
    );
  });

  test('asks in both languages, and never to look for more (MRA s.6)', () => {
    for (const { name, gives } of Object.values(NOTICE_ASKS))
      for (const text of [name.en, name.fr, gives.en, gives.fr]) {
        expect(text).not.toBe('');
        expect(text).not.toMatch(
          /\b(search|look for|seek|scan|monitor|investigate|recherche[rz]?|cherche[rz]?|fouille[rz]?|surveille[rz]?)\b/i,
        );
      }
  });
});
