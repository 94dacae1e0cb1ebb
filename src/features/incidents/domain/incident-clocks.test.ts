import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { type ClockedIncident, clocksOf, type IncidentClockRule } from './incident-clocks.ts';

const words = { en: 'x', fr: 'x' };
const rule = (code: string, runsWhen: IncidentClockRule['runsWhen'], hours: number, from = '2020-01-01') => ({
  code,
  words,
  runsWhen,
  hours,
  tell: words,
  source: 'S-REG',
  standing: 'verified',
  effectiveFrom: from,
  effectiveTo: null,
});
const RULES = [
  rule('function', 'jeopardises-function', 24),
  rule('privacy', 'material-personal-information', 168),
  rule('later', 'jeopardises-function', 1, '2030-01-01'),
];
const KNOWN = '2026-11-24T12:00:00.000Z' as Instant;
const running = (part: Partial<ClockedIncident>) =>
  clocksOf(
    { knownAt: KNOWN, jeopardisesFunction: null, personalInformation: null, material: null, ...part },
    RULES,
  ).map((clock) => clock.kind);

test('a clock runs while nobody has said that it does not apply', () => {
  expect(running({})).toEqual(['function', 'privacy']);
  expect(running({ jeopardisesFunction: false })).toEqual(['privacy']);
  expect(running({ personalInformation: false })).toEqual(['function']);
  expect(running({ material: 'not-material' })).toEqual(['function']);
  expect(running({ material: 'material', jeopardisesFunction: true })).toEqual(['function', 'privacy']);
});

test('it is counted from when the incident was known, by the rule of that day', () => {
  const [clock] = clocksOf(
    { knownAt: KNOWN, jeopardisesFunction: true, personalInformation: false, material: null },
    RULES,
  );
  expect(clock).toMatchObject({ kind: 'function', startsAt: KNOWN, dueAt: '2026-11-25T12:00:00.000Z' });
});
