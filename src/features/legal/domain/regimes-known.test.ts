import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { dateFault, type RegimeDate, regimesKnownAt } from './regimes-known.ts';
import { regimeInForce } from './rules.ts';

const at = (text: string) => text as Instant;
const set = (inForceFrom: string | null, setAt: string): RegimeDate => ({
  regime: 'mra-2026',
  inForceFrom,
  setAt: at(setAt),
});
const bornUnder = (receivedAt: string, ...dates: readonly RegimeDate[]) =>
  regimeInForce(regimesKnownAt(CLOCK_RULES.regimes, dates, at(receivedAt)), 'provider', at(receivedAt))?.code;

describe('the regime a notice is born under', () => {
  const day = set('2027-01-01', '2026-12-01T12:00:00.000Z');

  test('changes at midnight in Toronto, five hours after Greenwich', () => {
    expect(bornUnder('2027-01-01T04:59:59.999Z', day)).toBe('mra-2011');
    expect(bornUnder('2027-01-01T05:00:00.000Z', day)).toBe('mra-2026');
  });

  test('changes an hour earlier by Greenwich in summer', () => {
    const summer = set('2027-07-01', '2026-12-01T12:00:00.000Z');
    expect(bornUnder('2027-07-01T03:59:59.999Z', summer)).toBe('mra-2011');
    expect(bornUnder('2027-07-01T04:00:00.000Z', summer)).toBe('mra-2026');
  });

  test('is not touched by a day that was set after its receipt, even one before it', () => {
    const late = set('2027-01-01', '2027-01-10T12:00:00.000Z');
    expect(bornUnder('2027-01-05T12:00:00.000Z', late)).toBe('mra-2011');
    expect(bornUnder('2027-01-10T12:00:00.000Z', late)).toBe('mra-2026');
  });

  test('follows the day set last, in whatever order the rows come', () => {
    const moved = set('2027-03-01', '2026-12-05T12:00:00.000Z');
    expect(bornUnder('2027-01-15T12:00:00.000Z', moved, day)).toBe('mra-2011');
    const takenBack = set(null, '2027-01-20T00:00:00.000Z');
    expect(bornUnder('2027-01-15T12:00:00.000Z', day, takenBack)).toBe('mra-2026');
    expect(bornUnder('2027-01-21T12:00:00.000Z', day, takenBack)).toBe('mra-2011');
  });
});

test('a day is set for a regime to come alone, and only a day there is', () => {
  const of = (code: string) => CLOCK_RULES.regimes.find((regime) => regime.code === code);
  expect(dateFault(of('mra-2026'), '2027-02-28')).toBeNull();
  expect(dateFault(of('mra-2026'), null)).toBeNull();
  expect(dateFault(of('mra-2026'), '2027-02-29')).toBe('no-such-day');
  expect(dateFault(of('mra-2026'), 'soon')).toBe('no-such-day');
  expect(dateFault(of('mra-2011'), '2027-01-01')).toBe('fixed-by-law');
  expect(dateFault(of('mra-1999'), '2027-01-01')).toBe('unknown-regime');
});
