import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { claimFault, type WorkDemand } from './work-account-claims.ts';

const NOW = '2026-11-24T08:00:00.000Z' as Instant;
const seconds = Date.parse(NOW) / 1_000;
const nothing: WorkDemand = { acrValues: [], amrRequired: [], maxAgeMs: null };

describe('what a work account must assert', () => {
  test('nothing asked, nothing wanted', () => {
    expect(claimFault({}, nothing, NOW)).toBeNull();
  });

  test('one of the asked assurance levels must be there, in words, not in a list', () => {
    const demand = { ...nothing, acrValues: ['aal2', 'aal3'] };
    expect(claimFault({ acr: 'aal3' }, demand, NOW)).toBeNull();
    expect([{}, { acr: 'aal1' }, { acr: ['aal2'] }].map((claims) => claimFault(claims, demand, NOW))).toEqual([
      'acr',
      'acr',
      'acr',
    ]);
  });

  test('every asked method must have been used', () => {
    const demand = { ...nothing, amrRequired: ['mfa', 'hwk'] };
    expect(claimFault({ amr: ['pwd', 'hwk', 'mfa'] }, demand, NOW)).toBeNull();
    expect([{}, { amr: ['mfa'] }, { amr: 'mfa hwk' }].map((claims) => claimFault(claims, demand, NOW))).toEqual([
      'amr',
      'amr',
      'amr',
    ]);
  });

  test('a step-up must be fresh: not older than five minutes, not from the future, not unsaid', () => {
    const demand = { ...nothing, maxAgeMs: 5 * MINUTE_MS };
    const at = (ago: number) => claimFault({ auth_time: seconds - ago }, demand, NOW);
    expect([at(0), at(300), at(329)]).toEqual([null, null, null]);
    expect([at(331), at(-31), claimFault({}, demand, NOW), claimFault({ auth_time: 'now' }, demand, NOW)]).toEqual([
      'auth_time',
      'auth_time',
      'auth_time',
      'auth_time',
    ]);
  });
});
