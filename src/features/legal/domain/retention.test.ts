import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import type { CivilDay } from './calendar.ts';
import { classOf, type DisposalFacts, dueAt, judgeDisposal, type RetentionTable, shortestOf } from './retention.ts';

const NOW = '2030-01-01T12:00:00.000Z' as Instant;
const words = { en: 'x', fr: 'x' };
const aClass = (
  code: string,
  states: readonly string[],
  years: number,
  from = '2026-01-01',
  to: string | null = null,
) => ({
  code,
  words,
  states,
  trigger: 'last-administrative-use',
  period: { amount: years, unit: 'years' as const },
  hold: 'wins',
  authority: words,
  source: 'S-ISA',
  standing: 'ours',
  effectiveFrom: from,
  effectiveTo: to,
});
const TABLE: RetentionTable = {
  version: 'test',
  zone: 'America/Toronto',
  floor: { amount: 2, unit: 'years' },
  classes: [
    aClass('old', ['not-actionable'], 9, '2020-01-01', '2026-01-01'),
    aClass('lead', ['not-actionable'], 2),
    aClass('file', ['package'], 10),
    aClass('mistake', ['duplicate-of'], 1),
  ],
};

function aReport(part: Partial<DisposalFacts> = {}): DisposalFacts {
  return {
    reportId: 1,
    number: 'R-2026-000001',
    state: 'not-actionable',
    isTest: false,
    receivedAt: '2026-05-01T12:00:00.000Z' as Instant,
    lastUsedAt: '2026-06-01T12:00:00.000Z' as Instant,
    expungedAt: null,
    holds: [],
    sharedPackages: [],
    ...part,
  };
}
const standing = (part: Partial<DisposalFacts>) => judgeDisposal(aReport(part), TABLE, NOW).standing;

describe('a report', () => {
  test('is due when the years after the day of its last use are over in the centre’s zone', () => {
    const lastUsedAt = '2027-12-31T23:00:00.000Z' as Instant;
    const due = dueAt(lastUsedAt, { amount: 2, unit: 'years' }, TABLE.zone);
    expect(due).toBe('2030-01-01T05:00:00.000Z');
    expect(judgeDisposal(aReport({ lastUsedAt }), TABLE, '2030-01-01T04:59:59.999Z' as Instant).standing).toBe(
      'not-yet',
    );
    expect(judgeDisposal(aReport({ lastUsedAt }), TABLE, due).standing).toBe('due');
  });

  test('is kept while it is open, held, in use, in a package with others, of no class, and not disposed of twice', () => {
    expect(standing({})).toBe('due');
    expect(standing({ state: 'open' })).toBe('open');
    expect(standing({ holds: [7] })).toBe('held');
    expect(standing({ state: 'package' })).toBe('not-yet');
    expect(standing({ sharedPackages: ['PKG-2026-00001'] })).toBe('shared');
    expect(standing({ state: 'specialised-team' })).toBe('no-class');
    expect(standing({ expungedAt: NOW })).toBe('gone');
  });

  test('under a hold is never due, whatever its age and state', () => {
    const states = fc.constantFrom(
      'open',
      'not-actionable',
      'package',
      'duplicate-of',
      'specialised-team',
    ) as fc.Arbitrary<DisposalFacts['state']>;
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2029-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(states, days, fc.array(fc.nat(), { minLength: 1 }), (state, day, holds) => {
        return standing({ state, lastUsedAt: day.toISOString() as Instant, holds }) === 'held';
      }),
    );
  });

  test('is never due before two years, even by a mistaken row', () => {
    const lastUsedAt = '2028-06-01T12:00:00.000Z' as Instant;
    expect(judgeDisposal(aReport({ state: 'duplicate-of', lastUsedAt }), TABLE, NOW).standing).toBe('not-yet');
  });
});

test('a class applies from its day on, and the day it ends no more', () => {
  const report = aReport();
  expect(classOf(report, '2025-12-31' as CivilDay, TABLE)?.code).toBe('old');
  expect(classOf(report, '2026-01-01' as CivilDay, TABLE)?.code).toBe('lead');
  expect(classOf(report, '2019-12-31' as CivilDay, TABLE)).toBeNull();
});

describe('what its sender marked as a test', () => {
  const tests = { ...aClass('tests', ['open', 'outside-mandate'], 0), of: 'tests', trigger: 'receipt' } as const;
  const table = { ...TABLE, classes: [{ ...tests, period: { amount: 90, unit: 'days' } } as const, ...TABLE.classes] };
  const aTest = (part: Partial<DisposalFacts> = {}) => aReport({ isTest: true, state: 'open', ...part });
  const at = (facts: DisposalFacts, now: string) => judgeDisposal(facts, table, now as Instant).standing;

  test('is due ninety days after its receipt, open as it is and whenever it was looked at', () => {
    const looked = aTest({ lastUsedAt: '2026-07-29T12:00:00.000Z' as Instant });
    expect(at(looked, '2026-07-31T03:59:59.999Z')).toBe('not-yet');
    expect(at(looked, '2026-07-31T04:00:00.000Z')).toBe('due');
  });

  test('is kept under a hold, before the rule is in force, and as what it was decided to be', () => {
    expect(at(aTest({ holds: [1] }), '2030-01-01T00:00:00.000Z')).toBe('held');
    expect(at(aTest(), '2025-01-01T00:00:00.000Z')).toBe('open');
    expect(judgeDisposal(aTest({ state: 'package' }), table, NOW).class?.code).toBe('file');
  });

  test('has a class that no real report falls under', () => {
    expect(judgeDisposal(aReport({ state: 'open' }), table, NOW)).toMatchObject({ class: null, standing: 'open' });
    expect(shortestOf(table)).toEqual({ reports: TABLE.floor, tests: { amount: 90, unit: 'days' } });
    expect(shortestOf(TABLE).tests).toEqual(TABLE.floor);
  });
});
