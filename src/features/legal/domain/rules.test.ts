import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { CLOCK_RULES, GATE_POLICY } from '../rule-book.ts';
import { lossRuleFor, regimeInForce } from './rules.ts';

test('a regime without a date of force never applies', () => {
  const pending = CLOCK_RULES.regimes.filter((regime) => regime.inForceFrom === null);
  expect(pending.map((regime) => regime.code)).toEqual(['mra-2026']);
  expect(regimeInForce(pending, 'provider', '2030-01-01T12:00:00.000Z' as Instant)).toBeNull();
});

test('no regime applies before the Act came into force', () => {
  expect(regimeInForce(CLOCK_RULES.regimes, 'provider', '2011-12-08T04:59:00.000Z' as Instant)).toBeNull();
  expect(regimeInForce(CLOCK_RULES.regimes, 'provider', '2011-12-08T05:00:00.000Z' as Instant)?.code).toBe('mra-2011');
});

test('the periods of the rows of one clock neither overlap nor leave a gap', () => {
  for (const rules of [CLOCK_RULES.usProviderPreservation, CLOCK_RULES.ipPortLogs]) {
    const ends = rules.map((rule) => rule.effectiveTo);
    expect(rules.map((rule) => rule.effectiveFrom)).toEqual([null, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBeNull();
    expect(lossRuleFor(rules, '1999-01-01T00:00:00.000Z' as Instant)).toBe(rules[0]);
  }
});

test('every row of the gate policy has its own code', () => {
  const codes = GATE_POLICY.rules.map((rule) => rule.code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('every regime says in both languages what it is, where it stands and whom a notice goes to, and nothing of a day that may be set', () => {
  for (const { title, section, notice } of CLOCK_RULES.regimes)
    for (const said of [title, section, notice.addressee]) {
      expect(said.en.trim()).not.toBe('');
      expect(said.fr.trim()).not.toBe('');
      expect(said.fr).not.toBe(said.en);
      expect(`${said.en} ${said.fr}`).not.toMatch(/not yet|à fixer/);
    }
});
