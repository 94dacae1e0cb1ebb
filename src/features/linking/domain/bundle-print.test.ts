import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { BUNDLE_RULES } from '../rule-book.ts';
import { type BundleableReport, bundlePrintOf } from './bundle-print.ts';

const RECEIVED = '2026-11-27T12:00:00.000Z' as Instant;
const FILE = 'a'.repeat(64);

function aReport(fields: Partial<BundleableReport> = {}): BundleableReport {
  return {
    sender: 'Example Service',
    receivedAt: RECEIVED,
    incidentType: 'Online Enticement of Children for Sexual Acts',
    batchedReason: null,
    fileDigests: [],
    narratives: [],
    identifiers: [],
    ...fields,
  };
}

const print = (fields: Partial<BundleableReport>) => bundlePrintOf(aReport(fields), BUNDLE_RULES);
const account = (value: string) => ({ kind: 'account', value, normal: value.toLowerCase() });
const text = (words: string) => ({ narratives: [words] });

describe('the same files', () => {
  it('in any order, by any account, at any time are alike', () => {
    const one = print({ fileDigests: [FILE, 'b1'], identifiers: [account('one')], ...text('first words of all') });
    const other = print({
      fileDigests: ['B1', FILE],
      identifiers: [account('two')],
      receivedAt: '2026-11-28T12:00:00.000Z' as Instant,
    });
    expect(one).toMatchObject({ kind: 'same-files' });
    expect(other).toEqual(one);
  });

  it.each<[string, Partial<BundleableReport>]>([
    ['another file', { fileDigests: [FILE, 'c2'] }],
    ['one file fewer', { fileDigests: [FILE] }],
    ['another platform', { fileDigests: [FILE, 'b1'], sender: 'Other Service' }],
    ['another incident type', { fileDigests: [FILE, 'b1'], incidentType: 'Child Sex Tourism' }],
  ])('are not alike with %s', (_, fields) => {
    expect(print(fields)?.text).not.toBe(print({ fileDigests: [FILE, 'b1'] })?.text);
  });

  it('say nothing where a file has no digest at all, whatever the words', () => {
    const words = 'the very same words of the very same platform again and again today';
    expect(print({ fileDigests: [FILE, null], ...text(words) })).toBeNull();
  });
});

describe('the same words', () => {
  const words = (who: string, when: string) =>
    `The user ${who} posted the picture everybody shares today in a public channel at ${when}; moderators removed it.`;

  it('differing only in account, number, time, case and accents are alike', () => {
    const one = print({ ...text(words('acct-17', '10:01')), identifiers: [account('acct-17')] });
    const other = print({
      ...text(words('Plain', '2026-11-27T08:00Z').toUpperCase().replace('PICTURE', 'PÎCTURE')),
      identifiers: [account('Plain')],
    });
    expect(one).toMatchObject({ kind: 'same-words' });
    expect(other).toEqual(one);
  });

  it('about another place are not alike', () => {
    const at = (url: string) =>
      print({ ...text(words('x1', '10:01')), identifiers: [{ kind: 'url', value: url, normal: url }] });
    expect(at('https://example.org/a')?.text).not.toBe(at('https://example.org/b')?.text);
  });

  it('that say something else are not alike', () => {
    const other = 'A person asked a child for a meeting on Saturday near the school and wrote again the next morning.';
    expect(print(text(other))?.text).not.toBe(print(text(words('x1', '10:01')))?.text);
  });

  it('too few to compare are like nothing', () => {
    expect(print(text('reported by user 17 at 10:01'))).toBeNull();
  });
});

describe('the sender’s own flag', () => {
  const batch = { batchedReason: 'VIRAL_POTENTIAL_MEME' };

  it('makes reports without files and words alike for some days', () => {
    expect(print(batch)).toMatchObject({ kind: 'platform-batch' });
    const later = print({ ...batch, receivedAt: '2026-12-27T12:00:00.000Z' as Instant });
    expect(later?.text).not.toBe(print(batch)?.text);
  });

  it('for another reason makes nothing alike', () => {
    expect(print({ batchedReason: 'SOMETHING_ELSE' })).toBeNull();
  });
});
