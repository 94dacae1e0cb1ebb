import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { judgeApproval, mayMove, PROPOSAL_STATES, type ProposalFacts, stateAt } from './proposal-status.ts';

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const HASH = 'ab'.repeat(32);

function aProposal(part: Partial<ProposalFacts> = {}): ProposalFacts {
  return {
    proposedBy: 1,
    barred: [],
    contentHash: HASH,
    expiresAt: '2026-11-25T12:00:00.000Z' as Instant,
    approvedBy: null,
    endedHow: null,
    ...part,
  };
}

describe('an approval', () => {
  test('is another person’s, over exactly the content that was seen', () => {
    expect(judgeApproval(aProposal(), { by: 2, contentHash: ` ${HASH.toUpperCase()} ` }, NOW).ok).toBe(true);
    const kindOf = (by: number, contentHash: string, part: Partial<ProposalFacts> = {}) => {
      const judged = judgeApproval(aProposal(part), { by, contentHash }, NOW);
      return judged.ok ? null : judged.refusal.kind;
    };
    expect(kindOf(1, HASH)).toBe('same-person');
    expect(kindOf(2, HASH, { barred: [2] })).toBe('barred-person');
    expect(kindOf(2, 'cd'.repeat(32))).toBe('other-content');
    expect(kindOf(2, HASH, { endedHow: 'withdrawn' })).toBe('not-waiting');
    expect(kindOf(2, HASH, { approvedBy: 3 })).toBe('not-waiting');
    expect(kindOf(2, HASH, { expiresAt: NOW })).toBe('not-waiting');
  });

  test('is never the proposer’s own, whatever else is true', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), fc.string(), (person, barred, hash) => {
        const proposal = aProposal({ proposedBy: person, barred, contentHash: hash });
        return !judgeApproval(proposal, { by: person, contentHash: hash }, NOW).ok;
      }),
    );
  });
});

describe('a proposal', () => {
  test('past its end is expired, approved or not', () => {
    expect(stateAt(aProposal(), '2026-11-25T11:59:59.999Z' as Instant)).toBe('waiting');
    expect(stateAt(aProposal(), '2026-11-25T12:00:00.000Z' as Instant)).toBe('expired');
    expect(stateAt(aProposal({ approvedBy: 2 }), '2026-11-26T00:00:00.000Z' as Instant)).toBe('expired');
    expect(stateAt(aProposal({ approvedBy: 2 }), NOW)).toBe('approved');
  });

  test('that has ended moves nowhere', () => {
    for (const from of ['spent', 'spent-alone', 'refused', 'withdrawn', 'expired'] as const) {
      for (const to of PROPOSAL_STATES) expect(mayMove(from, to)).toBe(false);
    }
    expect(mayMove('waiting', 'spent')).toBe(false);
    expect(mayMove('approved', 'spent')).toBe(true);
  });
});
