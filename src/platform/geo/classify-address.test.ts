import { describe, expect, test } from 'vitest';
import { classifyAddress } from './classify-address.ts';

describe('the standing of an address', () => {
  test.each([
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.168.0.1', 'private'],
    ['100.64.0.0', 'carrier-nat'],
    ['100.127.255.255', 'carrier-nat'],
    ['100.128.0.0', 'public'],
    ['127.0.0.1', 'loopback'],
    ['169.254.10.1', 'link-local'],
    ['203.0.113.7', 'documentation'],
    ['198.51.100.1', 'documentation'],
    ['0.0.0.0', 'unspecified'],
    ['255.255.255.255', 'reserved'],
    ['::1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['fd12::1', 'unique-local'],
    ['2001:db8::7', 'documentation'],
    ['3fff::1', 'documentation'],
    ['2607:f2c0::1', 'public'],
    ['4000::1', 'reserved'],
    ['::ffff:10.0.0.1', 'private'],
  ])('%s is %s', (address, expected) => {
    expect(classifyAddress(address)?.addressClass).toBe(expected);
  });

  test('a transition address shows the IPv4 address it carries', () => {
    expect(classifyAddress('2002:c000:0204::1')).toMatchObject({
      addressClass: 'six-to-four',
      carriedIpv4: '192.0.2.4',
    });
    expect(classifyAddress('64:ff9b::192.0.2.33')).toMatchObject({ addressClass: 'nat64', carriedIpv4: '192.0.2.33' });
    expect(classifyAddress('2001:0:4136:e378:8000:63bf:3fff:fdd2')).toMatchObject({
      addressClass: 'teredo',
      carriedIpv4: '192.0.2.45',
    });
  });

  test('both families have one 128-bit form that compares', () => {
    expect(classifyAddress('203.0.113.7')?.bits128).toBe('00000000000000000000ffffcb007107');
    expect(classifyAddress('2001:db8::1')?.bits128).toBe('20010db8000000000000000000000001');
  });

  test('text that is not an address has no standing', () => {
    expect(classifyAddress('not an address')).toBeNull();
  });
});
