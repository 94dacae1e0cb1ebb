import { describe, expect, it } from 'vitest';
import { DISPOSITIONS, OPEN_STATES } from '#core/vocabulary.ts';
import { isDisposition, mayMove } from './ledger-moves.ts';

describe('the moves of the ledger', () => {
  it('lets every open state end in every disposition', () => {
    for (const from of OPEN_STATES) for (const to of DISPOSITIONS) expect(mayMove(from, to)).toBe(true);
  });

  it('lets a disposition be left by reopening only', () => {
    for (const from of DISPOSITIONS) {
      expect(mayMove(from, 'open')).toBe(true);
      for (const to of [...DISPOSITIONS, 'held', 'unfinished'] as const) expect(mayMove(from, to)).toBe(false);
    }
  });

  it('never makes a finished report unfinished, nor moves it onto itself', () => {
    for (const from of [...OPEN_STATES, ...DISPOSITIONS]) {
      expect(mayMove(from, 'unfinished')).toBe(false);
      expect(mayMove(from, from)).toBe(false);
    }
  });

  it('tells dispositions from open states', () => {
    expect([...DISPOSITIONS].every(isDisposition)).toBe(true);
    expect([...OPEN_STATES].some(isDisposition)).toBe(false);
  });
});
