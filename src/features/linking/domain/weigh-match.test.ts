import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINKING_RULES } from '../rule-book.ts';
import { STRONG_KINDS } from '../types.ts';
import { weighMatch } from './weigh-match.ts';

describe('the weight of a match', () => {
  test('its parts add up exactly, in any order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STRONG_KINDS),
        fc.integer({ min: 1, max: 1e8 }),
        fc.boolean(),
        (kind, reports, hub) => {
          const { weight, parts } = weighMatch(kind, { reports, hub }, LINKING_RULES);
          const backwards = [...parts].reverse().reduce((sum, part) => sum + part.weight, 0);
          expect(backwards).toBe(weight);
        },
      ),
    );
  });

  test('falls with every doubling of the sharers', () => {
    const of = (reports: number) => weighMatch('account', { reports, hub: false }, LINKING_RULES).weight;
    expect(of(2)).toBe(20);
    expect(of(3)).toBe(19);
    expect(of(9)).toBe(17);
  });

  test('a value shared by 4,112 reports weighs 0.02 and says why', () => {
    const { weight, parts } = weighMatch('ip', { reports: 4112, hub: true }, LINKING_RULES);
    expect(weight.toFixed(2)).toBe('0.02');
    expect(parts.at(-1)).toMatchObject({ comparison: 'hub', level: 'shared-by-4112' });
  });
});
