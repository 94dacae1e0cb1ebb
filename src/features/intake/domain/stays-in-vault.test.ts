import { describe, expect, test } from 'vitest';
import { adviceOf, staysInVault } from './stays-in-vault.ts';

describe('bytes that may stand in no row', () => {
  test('are those of a report whose sender is told something; every other report’s may', () => {
    expect(staysInVault({})).toBe(false);
    expect(staysInVault(adviceOf([]))).toBe(false);
    expect(staysInVault(adviceOf(['secret-in-document']))).toBe(true);
  });

  test('are told of once each, in a fixed order', () => {
    const found = ['unopened-payload', 'imagery-in-payload', 'unopened-payload'] as const;
    expect(adviceOf(found)).toEqual({ advice: ['imagery-in-payload', 'unopened-payload'] });
    expect(adviceOf([])).toEqual({});
  });
});
