import { describe, expect, test } from 'vitest';
import { LINKING_RULES } from '../rule-book.ts';
import { aLinkableIdentifier, aLinkableReport, aSeenAddress } from '../testing.ts';
import { type LinkableIdentifier, strongKeysOf } from './strong-keys.ts';

const everyAddressPublic = () => 'public';
const keys = (...identifiers: LinkableIdentifier[]) =>
  strongKeysOf(aLinkableReport({ identifiers }), LINKING_RULES, everyAddressPublic);
const shared = (a: LinkableIdentifier, b: LinkableIdentifier) => {
  const texts = new Set(keys(a).map((key) => key.text));
  return keys(b).some((key) => texts.has(key.text));
};

describe('values that join', () => {
  test('an account joins with its platform, whatever its letters', () => {
    expect(shared(aLinkableIdentifier(), aLinkableIdentifier({ service: 'EXAMPLE chat' }))).toBe(true);
    expect(shared(aLinkableIdentifier(), aLinkableIdentifier({ service: 'Other' }))).toBe(false);
    expect(keys(aLinkableIdentifier({ service: null }))[0]?.service).toBe('example isp');
  });

  test.each([
    ['email', 'someone@example.org', 1],
    ['email', 'not an address', 0],
    ['phone', '+16135550100', 1],
    ['phone', '6135550100', 0],
    ['device', 'imei-1', 1],
    ['payment', 'p-1', 1],
    ['wallet', 'w-1', 1],
    ['wallet', 'Unknown', 0],
    ['screen-name', 'someone', 0],
    ['display-name', 'Someone', 0],
    ['url', 'https://example.org/x', 0],
  ] as const)('%s %s gives %i', (kind, normal, count) => {
    expect(keys(aLinkableIdentifier({ kind, normal, service: null }))).toHaveLength(count);
  });

  test.each(['victim', 'intended-recipient', 'reporter', 'third', null] as const)(
    'nothing of a %s joins',
    (personRole) => {
      expect(keys(aLinkableIdentifier({ personRole }))).toEqual([]);
    },
  );

  test('nothing mined from a narrative joins', () => {
    expect(keys(aLinkableIdentifier({ provenance: 'mined-from-text' }))).toEqual([]);
  });

  test('a report gives the same bounded list whatever the order of its identifiers', () => {
    const many = Array.from({ length: 100 }, (_, n) => aLinkableIdentifier({ kind: 'wallet', normal: `w-${n}` }));
    expect(keys(...many)).toHaveLength(LINKING_RULES.keysPerReport);
    expect(keys(...[...many].reverse())).toEqual(keys(...many));
  });
});

describe('an address', () => {
  const seen = (at: string, port = 4000) => aSeenAddress('203.0.113.7', port, at);

  test('joins at its port within half a day, never a day apart', () => {
    expect(shared(seen('2026-11-23T23:00:00.000Z'), seen('2026-11-24T10:59:00.000Z'))).toBe(true);
    expect(shared(seen('2026-11-23T23:00:00.000Z'), seen('2026-11-24T23:00:00.000Z'))).toBe(false);
    expect(shared(seen('2026-11-24T10:00:00.000Z'), seen('2026-11-24T10:00:00.000Z', 4001))).toBe(false);
  });

  test('joins nobody without port, without a zone, through a proxy or from a shared range', () => {
    const address = seen('2026-11-24T10:00:00.000Z');
    expect(keys({ ...address, port: null })).toEqual([]);
    expect(keys({ ...address, observed: { asWritten: '10:00', instant: null, zone: 'unstated' } })).toEqual([]);
    expect(keys({ ...address, possibleProxy: true })).toEqual([]);
    const report = aLinkableReport({ identifiers: [address] });
    expect(strongKeysOf(report, LINKING_RULES, () => 'carrier-nat')).toEqual([]);
    expect(strongKeysOf(report, LINKING_RULES, () => null)).toEqual([]);
  });
});

describe('a repeated submission', () => {
  const told = {
    type: 'Child Pornography (possession, manufacture, and distribution)',
    occurredAsWritten: '2026-11-20T10:00:00Z',
  };
  const duplicate = (fields: Parameters<typeof aLinkableReport>[0]) =>
    strongKeysOf(aLinkableReport({ incident: told, ...fields }), LINKING_RULES, everyAddressPublic).find(
      (key) => key.kind === 'duplicate',
    )?.text;

  test('is known by sender, time, accounts and files in any order', () => {
    const first = duplicate({ fileDigests: ['a', 'b'], identifiers: [aLinkableIdentifier()] });
    expect(duplicate({ fileDigests: ['b', 'a'], identifiers: [aLinkableIdentifier()] })).toBe(first);
    expect(duplicate({ fileDigests: ['b'], identifiers: [aLinkableIdentifier()] })).not.toBe(first);
    expect(duplicate({ fileDigests: ['a', 'b'], identifiers: [aLinkableIdentifier()], sender: 'Other' })).not.toBe(
      first,
    );
  });

  test('is not guessed from a time alone', () => {
    expect(duplicate({})).toBeUndefined();
    expect(duplicate({ incident: null, fileDigests: ['a'] })).toBeUndefined();
  });
});
