import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { DISPOSITIONS } from '#core/vocabulary.ts';
import { aSituation } from '../testing.ts';
import { type DecisionRequest, type DecisionSituation, judgeDecision, reasonIsEnough } from './decision-rules.ts';
import { DISPOSITION_CHOICES } from './dispositions.ts';
import { mayFollow, QUEUE_STATES } from './queue-status.ts';

const NOW = '2026-11-23T23:50:00.000Z' as Instant;
const HOLDER = 7;

function judge(request: Partial<DecisionRequest> = {}, situation: Partial<DecisionSituation> = {}, by = HOLDER) {
  const asked = { disposition: 'package', reason: '1', note: null, target: null, version: null, ...request } as const;
  return judgeDecision(asked, aSituation(situation), by, NOW);
}

describe('a decision', () => {
  it('takes its reason by digit or code', () => {
    expect(judge({ reason: '2' })).toEqual({ ok: true, value: { reason: 'child-at-risk' } });
    expect(judge({ reason: 'child-at-risk' })).toEqual(judge({ reason: '2' }));
    expect(judge({ reason: '9' })).toMatchObject({ refusal: { kind: 'unknown-reason' } });
  });

  it('is only the holder’s, while the lease lives', () => {
    expect(judge({}, {}, 8)).toMatchObject({ refusal: { kind: 'not-claimed' } });
    expect(judge({}, { holder: null, leaseUntil: null })).toMatchObject({ refusal: { kind: 'not-claimed' } });
    expect(judge({}, { leaseUntil: NOW })).toMatchObject({ refusal: { kind: 'not-claimed' } });
  });

  it('waits until the newer version was looked at', () => {
    expect(judge({}, { currentVersion: 2 })).toMatchObject({ refusal: { kind: 'outdated-version', current: 2 } });
    expect(judge({ version: 2 }, { currentVersion: 2 })).toMatchObject({ ok: true });
  });

  it('is taken once', () => {
    expect(judge({}, { state: 'decided' })).toMatchObject({ refusal: { kind: 'already-decided' } });
  });

  it('names the other report where there must be one', () => {
    expect(judge({ disposition: 'duplicate-of' })).toMatchObject({ refusal: { kind: 'target-missing' } });
    expect(judge({ disposition: 'duplicate-of', target: 'R-2026-000001' })).toMatchObject({ ok: true });
  });
});

describe('"no action possible"', () => {
  const danger = [
    { code: 'enticement', weight: 25, applied: true },
    { code: 'material-reported', weight: 10, applied: true },
    { code: 'child-trafficking', weight: 35, applied: false },
  ];
  const situation = { dangerFactors: danger, proposed: ['self-harm-risk'] };

  it('asks that every danger factor, applied or proposed, was considered', () => {
    expect(judge({ disposition: 'not-actionable' }, situation)).toMatchObject({
      refusal: { kind: 'factors-not-considered', factors: ['enticement', 'self-harm-risk'] },
    });
    const verdicts = { enticement: 'considered', 'self-harm-risk': 'refused' } as const;
    expect(judge({ disposition: 'not-actionable' }, { ...situation, verdicts })).toMatchObject({ ok: true });
  });

  it('is the only decision that asks so', () => {
    expect(judge({ disposition: 'package' }, situation)).toMatchObject({ ok: true });
  });
});

describe('the decision bar', () => {
  it('has one key and at most nine reasons for each disposition, in both languages', () => {
    expect(DISPOSITION_CHOICES.map((choice) => choice.code)).toEqual([...DISPOSITIONS]);
    expect(DISPOSITION_CHOICES.map((choice) => choice.key).join('')).toBe('PLKTAOU');
    for (const { reasons } of DISPOSITION_CHOICES) {
      expect(reasons.map((reason) => reason.digit)).toEqual(reasons.map((_, index) => index + 1));
      expect(reasons.length).toBeLessThanOrEqual(9);
    }
  });
});

it('lowers from imminent only for a reason of twenty characters', () => {
  expect(reasonIsEnough(1, 'P2', '   twenty characters ok   ')).toBe(true);
  expect(reasonIsEnough(1, 'P2', '   nineteen letters..   ')).toBe(false);
  expect(reasonIsEnough(3, 'P1', 'live')).toBe(true);
  expect(reasonIsEnough(3, 'P4', '  ')).toBe(false);
});

it('lets a decided report only open again', () => {
  expect(QUEUE_STATES.filter((state) => mayFollow('decided', state))).toEqual(['open']);
});
