import { describe, expect, it } from 'vitest';
import bundles from '../../../../reference/linking/bundles-1.json' with { type: 'json' };
import { bundleChoices, judgeBundleOutcome, splitMembers } from './bundle-decision.ts';

const row = (reportId: number, fields = {}) => ({ reportId, level: 3, floorBy: null, state: 'open', ...fields });

describe('what may be decided of a bundle', () => {
  it('is what the reference says, each reason one that triage knows', () => {
    const offered = Object.fromEntries(
      bundleChoices(bundles.outcomes as never).map(({ code, reasons }) => [code, reasons.map((reason) => reason.code)]),
    );
    expect(offered).toEqual(bundles.outcomes);
  });

  it('is never a package, even where the reference would allow it', () => {
    const outcomes = { package: ['offence-and-place'], 'not-actionable': ['viral-no-intent'] };
    expect(bundleChoices(outcomes).map(({ code }) => code)).toEqual(['not-actionable']);
    const asked = { disposition: 'package', reason: 'offence-and-place', target: null } as const;
    expect(judgeBundleOutcome(asked, outcomes)).toMatchObject({ refusal: { kind: 'not-for-bundles' } });
  });

  it('takes a reason by its digit as on one report', () => {
    const asked = { disposition: 'not-actionable', reason: '4', target: null } as const;
    expect(judgeBundleOutcome(asked, { 'not-actionable': ['viral-no-intent'] })).toMatchObject({
      value: { reason: 'viral-no-intent' },
    });
  });
});

it('disposes of who was there at the sample and is calm; everybody else waits alone', () => {
  const members = [1, 2, 3, 4, 5].map((reportId) => ({ reportId, round: reportId === 2 ? 1 : 0 }));
  const rows = [row(1), row(2), row(3, { level: 1 }), row(4, { floorBy: 'person' })];
  expect(splitMembers(members, rows, 0)).toEqual({ decided: [1], left: [2, 3, 4, 5] });
});
