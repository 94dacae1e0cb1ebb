import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { type ClockedReport, startClocksOf } from './start-clocks.ts';

const at = (text: string) => text as Instant;
const aReport = (fields: Partial<ClockedReport>): ClockedReport => ({
  reportId: 1,
  source: 'provider',
  receivedAt: at('2026-11-24T12:00:00.000Z'),
  reportedAt: null,
  addressesSeenAt: [],
  ...fields,
});
const clocks = (fields: Partial<ClockedReport>) => startClocksOf(aReport(fields), CLOCK_RULES);

describe("a provider's duty to preserve", () => {
  test('lasts to the end of the twenty-first day after the day of the notice, Eastern time', () => {
    expect(clocks({})).toMatchObject([
      { kind: 'mra-preservation', regime: 'mra-2011', dueAt: '2026-12-16T05:00:00.000Z' },
    ]);
  });

  test('a notice late in the evening counts from that day, though it is tomorrow in London', () => {
    const [clock] = clocks({ receivedAt: at('2026-11-25T04:30:00.000Z') });
    expect(clock?.dueAt).toBe('2026-12-16T05:00:00.000Z');
  });

  test('ends an hour earlier by UTC when daylight time began meanwhile', () => {
    expect(clocks({ receivedAt: at('2026-03-01T15:00:00.000Z') })[0]?.dueAt).toBe('2026-03-23T04:00:00.000Z');
  });

  test('a notice to a local police service runs from its original time', () => {
    const [clock] = clocks({ source: 'police-ca', passesNotice: true, reportedAt: at('2026-11-20T12:00:00.000Z') });
    expect(clock).toMatchObject({ startsAt: '2026-11-20T12:00:00.000Z', dueAt: '2026-12-12T05:00:00.000Z' });
  });

  test('so does one that a division passes on', () => {
    const [clock] = clocks({ source: 'rcmp-division', passesNotice: true, reportedAt: at('2026-11-20T12:00:00.000Z') });
    expect(clock).toMatchObject({ kind: 'mra-preservation', startsAt: '2026-11-20T12:00:00.000Z' });
  });

  test.each(['police-ca', 'rcmp-division'] as const)('does not follow from the own file of %s', (source) => {
    const kinds = clocks({ source, format: 'referral', reportedAt: at('2026-11-20T12:00:00.000Z') }).map(
      ({ kind }) => kind,
    );
    expect(kinds).not.toContain('mra-preservation');
  });

  test('does not follow from addresses alone: they are no notification', () => {
    expect(clocks({ format: 'addresses-only' })).toEqual([]);
    expect(clocks({ format: 'ispws-xml' })).toHaveLength(1);
  });

  test('the amended Act is not applied while its date is not set, and only to later notices once it is', () => {
    const regimes = CLOCK_RULES.regimes.map((regime) =>
      regime.code === 'mra-2026' ? { ...regime, inForceFrom: '2027-01-01' } : regime,
    );
    const born = (receivedAt: Instant) => startClocksOf(aReport({ receivedAt }), { ...CLOCK_RULES, regimes })[0];
    expect(born(at('2026-12-31T23:00:00.000Z'))).toMatchObject({ regime: 'mra-2011' });
    expect(born(at('2027-01-01T12:00:00.000Z'))).toMatchObject({
      regime: 'mra-2026',
      dueAt: '2028-01-02T05:00:00.000Z',
    });
  });

  test.each(['ncmec', 'cybertip-ca', 'hotline'] as const)('does not follow from a report of %s', (source) => {
    expect(clocks({ source }).map((clock) => clock.kind)).not.toContain('mra-preservation');
  });
});

describe('preservation by an American provider', () => {
  test('lasts a year from the submission of the CyberTip', () => {
    const [clock] = clocks({ source: 'ncmec', reportedAt: at('2026-11-20T10:00:00.000Z') });
    expect(clock).toMatchObject({ dueAt: '2027-11-20T10:00:00.000Z', standing: 'verified' });
  });

  test('lasted ninety days before 7 May 2024', () => {
    const due = (submitted: string) => clocks({ source: 'ncmec', reportedAt: at(submitted) })[0]?.dueAt;
    expect(due('2024-05-06T20:00:00.000Z')).toBe('2024-08-04T20:00:00.000Z');
    expect(due('2024-05-07T20:00:00.000Z')).toBe('2025-05-07T20:00:00.000Z');
  });

  test('counts from receipt, unconfirmed, when the submission has no zone', () => {
    expect(clocks({ source: 'ncmec' })[0]).toMatchObject({
      startsAt: '2026-11-24T12:00:00.000Z',
      standing: 'to-be-confirmed',
    });
  });

  test('a submission dated after receipt cannot lengthen it', () => {
    const [clock] = clocks({ source: 'ncmec', reportedAt: at('2027-06-01T00:00:00.000Z') });
    expect(clock?.startsAt).toBe('2026-11-24T12:00:00.000Z');
  });
});

describe('logs of addresses and ports', () => {
  test('the first one that is still alive at receipt sets the clock', () => {
    const seen = ['2026-11-10T00:00:00.000Z', '2026-11-20T00:00:00.000Z', '2026-11-23T00:00:00.000Z'].map(at);
    expect(clocks({ source: 'hotline', addressesSeenAt: seen })[0]?.dueAt).toBe('2026-11-27T00:00:00.000Z');
  });

  test('when all are gone, the last one to go is named', () => {
    const seen = ['2026-10-10T00:00:00.000Z', '2026-10-12T00:00:00.000Z'].map(at);
    expect(clocks({ source: 'hotline', addressesSeenAt: seen })[0]?.dueAt).toBe('2026-10-19T00:00:00.000Z');
  });
});
