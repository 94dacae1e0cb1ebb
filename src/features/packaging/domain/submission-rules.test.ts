import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { chooseKey, type HeldFact, type LiveKey, obstaclesOf } from './submission-rules.ts';

const NOW = '2026-06-20T12:00:00.000Z' as Instant;
const aKey = (fields: Partial<LiveKey> = {}): LiveKey => ({
  keyId: 1,
  form: 'age',
  material: 'age1',
  fingerprint: 'ab',
  validFrom: '2026-01-01T00:00:00.000Z' as Instant,
  validTo: null,
  ...fields,
});
const aFact = (fields: Partial<HeldFact> = {}): HeldFact => ({
  target: 'identifier',
  targetId: 4,
  reportId: 1,
  code: 'originator-control',
  verdict: null,
  ...fields,
});

test('a draft with everything decided has nothing in its way', () => {
  const items = [{ item: 1, state: 'present' } as const, { item: 2, state: 'not-applicable' } as const];
  const heldFacts = [aFact({ verdict: 'excluded' }), aFact({ verdict: 'released' })];
  expect(obstaclesOf({ items, heldFacts, keys: [aKey()], now: NOW })).toEqual([]);
});

test('every obstacle is named at once', () => {
  const items = [{ item: 2, state: 'pending' } as const, { item: 4, state: 'pending' } as const];
  expect(obstaclesOf({ items, heldFacts: [aFact()], keys: [], now: NOW })).toEqual([
    { kind: 'item-undecided', item: 2 },
    { kind: 'item-undecided', item: 4 },
    { kind: 'fact-blocked', target: 'identifier', targetId: 4 },
    { kind: 'no-live-key' },
  ]);
});

test('a certificate goes before an age key, the newest of a form first', () => {
  const keys = [aKey({ keyId: 3 }), aKey({ keyId: 2, form: 'x509' }), aKey({ keyId: 1, form: 'x509' })];
  expect(chooseKey(keys, NOW)?.keyId).toBe(2);
  expect(chooseKey([aKey({ keyId: 9 })], NOW)?.keyId).toBe(9);
});

test('an expired key and one of tomorrow encrypt nothing', () => {
  expect(chooseKey([aKey({ validTo: NOW })], NOW)).toBeNull();
  expect(chooseKey([aKey({ validFrom: '2026-06-21T00:00:00.000Z' as Instant })], NOW)).toBeNull();
});
