import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { codeSecretUri, newCodeSecret, stepOfCode } from './one-time-codes.ts';

// RFC 6238, appendix B: the SHA-1 secret is the ASCII text 12345678901234567890; the last six of its eight digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1_000).toISOString() as Instant;

describe('one-time codes', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('the published vector of %d s is known', async (seconds, code) => {
    expect(await stepOfCode(SECRET, code, at(seconds), 0)).toBe(Math.floor(seconds / 30));
  });

  test('a step early or late is taken under its own number, two are not', async () => {
    expect(await stepOfCode(SECRET, '287082', at(59 + 30), 0)).toBe(1);
    expect(await stepOfCode(SECRET, '287082', at(59 - 30), 0)).toBe(1);
    expect(await stepOfCode(SECRET, '287082', at(59 + 61), 0)).toBeNull();
  });

  test('a code works once, and no older one after it', async () => {
    expect(await stepOfCode(SECRET, '287082', at(59), 1)).toBeNull();
  });

  test('what is not six digits is no code', async () => {
    for (const text of ['', '28708', '2870822', '28708a', ' 287082']) {
      expect(await stepOfCode(SECRET, text, at(59), 0)).toBeNull();
    }
  });

  test('every secret is new, and its address names the person', () => {
    const secret = newCodeSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newCodeSecret()).not.toBe(secret);
    expect(codeSecretUri(secret, 'Émile 7')).toContain('Vigie:%C3%89mile%207?secret=');
  });
});
