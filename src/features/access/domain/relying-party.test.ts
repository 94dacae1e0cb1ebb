import { describe, expect, test } from 'vitest';
import { isUsableAddress, originOf, relyingPartyOf } from './relying-party.ts';

const ADDRESS = { origin: 'https://desk.example.org', rpId: 'example.org' };

describe('where passkeys belong', () => {
  test('on this machine they belong to localhost, never to an IP address', () => {
    expect(relyingPartyOf('localhost:7400', ADDRESS)).toEqual({ rpId: 'localhost', origin: 'http://localhost:7400' });
    expect(relyingPartyOf('127.0.0.1:7400', ADDRESS)).toBeNull();
    expect(relyingPartyOf('[::1]:7400', null)).toBeNull();
  });

  test('elsewhere they belong to the configured name, and to no other', () => {
    expect(relyingPartyOf('desk.example.org', ADDRESS)).toEqual({
      rpId: 'example.org',
      origin: 'https://desk.example.org',
    });
    expect(relyingPartyOf('other.example.org', ADDRESS)).toBeNull();
    expect(relyingPartyOf('desk.example.org', null)).toBeNull();
  });

  test('a browser comes back over TLS to the public name and in the clear to this machine only', () => {
    expect(originOf('desk.example.org', ADDRESS)).toBe('https://desk.example.org');
    expect(originOf('localhost:7400', ADDRESS)).toBe('http://localhost:7400');
  });

  test('an address must be TLS, bare, and a child of its relying party', () => {
    expect(isUsableAddress('https://desk.example.org', 'example.org')).toBe(true);
    const wrong = [
      ['http://desk.example.org', 'example.org'],
      ['https://desk.example.org/path', 'example.org'],
      ['https://desk.example.org', 'ample.org'],
      ['https://desk.example.org', 'org'],
      ['nonsense', 'example.org'],
    ] as const;
    expect(wrong.map(([origin, rpId]) => isUsableAddress(origin, rpId))).toEqual(wrong.map(() => false));
  });
});
