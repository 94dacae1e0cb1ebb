import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { planDisposal } from './disposal-plan.ts';
import type { DisposalJudgement, DisposalStanding } from './retention.ts';

const BESIDE = { rules: 'v1', objects: 3, copies: [{ number: 'PKG-2026-00001', agency: 'QC-SPL' }] };
const words = { en: 'Act', fr: 'Loi' };

function judged(number: string, standing: DisposalStanding = 'due'): DisposalJudgement {
  const at = '2026-01-01T00:00:00.000Z' as Instant;
  const facts = {
    reportId: 1,
    number,
    state: 'not-actionable',
    isTest: false,
    receivedAt: at,
    lastUsedAt: at,
    expungedAt: null,
  } as const;
  const lead = {
    code: 'lead',
    words,
    states: [],
    trigger: '',
    period: { amount: 2, unit: 'years' },
    hold: 'wins',
    authority: words,
    source: '',
    standing: '',
    effectiveFrom: '',
    effectiveTo: null,
  } as const;
  return { facts: { ...facts, holds: [], sharedPackages: [] }, class: lead, dueAt: at, standing };
}

test('the same reports give the same content, in whatever order they were named', () => {
  const one = planDisposal([judged('R-2'), judged('R-1')], BESIDE);
  expect(one).toEqual(planDisposal([judged('R-1'), judged('R-2')], BESIDE));
  expect(one).toMatchObject({
    value: {
      reports: ['R-1', 'R-2'],
      count: 2,
      classes: ['lead'],
      authority: ['Act / Loi'],
      copies: ['PKG-2026-00001 → QC-SPL'],
    },
  });
});

test('one report that stays keeps all, and every one is named with its reason', () => {
  expect(planDisposal([judged('R-1'), judged('R-2', 'held'), judged('R-3', 'not-yet')], BESIDE)).toMatchObject({
    refusal: {
      obstacles: [
        { report: 'R-2', standing: 'held' },
        { report: 'R-3', standing: 'not-yet' },
      ],
    },
  });
});
