import { describe, expect, it } from 'vitest';
import { ADDRESSES_SAMPLE } from './format-samples.ts';
import { readDocument } from './read-document-for-test.ts';

describe('a provider’s report of addresses', () => {
  it('holds the addresses and nothing else', () => {
    const { identifiers, ...rest } = readDocument(ADDRESSES_SAMPLE);
    expect(identifiers.map(({ kind, normal }) => `${kind} ${normal}`)).toEqual([
      'url site.example/p/9',
      'ip 192.0.2.77',
      'url site.example/p/10',
    ]);
    expect(rest).toMatchObject({ format: 'addresses-only', senderName: 'Example Provider', persons: [], files: [] });
    expect(rest).toMatchObject({ incidents: [], narratives: [], drift: [] });
  });

  it('keeps what is no address as it was written, and says so', () => {
    const { identifiers, drift } = readDocument({ ...ADDRESSES_SAMPLE, addresses: ['not one', 7] });
    expect(identifiers.map(({ value, normal }) => [value, normal])).toEqual([
      ['not one', null],
      ['7', null],
    ]);
    expect(drift.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'addresses[1] unreadable-value',
      'addresses[0] unreadable-value',
      'addresses[1] unreadable-value',
    ]);
  });
});
