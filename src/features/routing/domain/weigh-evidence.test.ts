import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { aJurisdictionMap, aLocatedPlace, anAddress, anIp, aPhone } from '../testing.ts';
import { weighEvidence } from './weigh-evidence.ts';

const map = await aJurisdictionMap();
const NOW = '2026-06-20T12:00:00.000Z' as Instant;
const LAVAL = aLocatedPlace('Laval', 'Quebec');
const at = (instant: string) => ({ asWritten: instant, instant: instant as Instant, zone: 'stated' as const });

describe('the weight of evidence', () => {
  test('an address loses half its weight in a half-life, and never all of it', () => {
    const weight = (instant: string) => weighEvidence(anIp(LAVAL, { observed: at(instant) }), NOW, map).weight;
    expect(weight('2026-06-20T12:00:00.000Z')).toBe(600);
    expect(weight('2025-12-22T12:00:00.000Z')).toBe(300);
    expect(weight('2010-01-01T00:00:00.000Z')).toBe(150);
  });

  test('a future event weighs no more than one of today', () => {
    expect(weighEvidence(anIp(LAVAL, { observed: at('2027-01-01T00:00:00.000Z') }), NOW, map).weight).toBe(600);
  });

  test('an event without a zone still ages by its day', () => {
    const observed = { asWritten: '2025-12-22 07:00', instant: null, zone: 'unstated' as const };
    expect(weighEvidence(anIp(LAVAL, { observed }), NOW, map).weight).toBe(269);
  });

  test('a verified statement weighs more than an unverified one', () => {
    expect(weighEvidence(anAddress('Laval', 'QC', { verified: true }), NOW, map).weight).toBe(900);
    expect(weighEvidence(anAddress('Laval', 'QC'), NOW, map).weight).toBe(700);
  });

  test('the reason names address, port, time, place, database and edition in both languages', () => {
    const { words } = weighEvidence(anIp(LAVAL), NOW, map);
    expect(words.en).toBe(
      'IP address 203.0.113.7 port 51234, 2026-06-20T12:00:00.000Z: placed in Laval (Quebec) (Example places, 2026-06-05)',
    );
    expect(words.fr).toContain('localisée à Laval (Québec)');
  });

  test('a foreign number speaks for its country, an unknown North American one for nowhere', () => {
    expect(weighEvidence(aPhone('+33155501234'), NOW, map).places[0]?.country).toBe('FR');
    expect(weighEvidence(aPhone('+12125550123'), NOW, map).places).toEqual([]);
  });
});
