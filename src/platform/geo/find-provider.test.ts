import { describe, expect, test } from 'vitest';
import { openProviderIndex } from './find-provider.ts';

const index = await openProviderIndex();

describe('who announces an address', () => {
  test('the first and the last address of a range belong to it', () => {
    expect(index.find('1.0.0.0')).toMatchObject({ asn: 13335 });
    expect(index.find('1.0.0.255')).toEqual({ asn: 13335, name: 'Cloudflare, Inc.' });
  });

  test('an address between two ranges belongs to nobody', () => {
    expect(index.find('1.0.1.0')).toBeNull();
  });

  test('an IPv6 address is found by all its bits', () => {
    expect(index.find('2001:200:1b9:ffff:ffff:ffff:ffff:ffff')).toMatchObject({ asn: 2500 });
    expect(index.find('2001:4:113::')).toBeNull();
  });

  test.each(['0.0.0.1', '203.0.113.7', '2001:db8::1', 'not an address'])('%s has no provider', (address) => {
    expect(index.find(address)).toBeNull();
  });

  test('the answer can be traced to an edition', () => {
    expect(index.source).toMatch(/^@ip-location-db\/asn \d/);
  });
});
