import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GroupMember, type ReportPair, regroup } from './regroup.ts';

const holding = (reportId: number, ...prints: string[]): GroupMember => ({
  reportId,
  keys: prints.map((fingerprint) => ({ fingerprint, weight: 20 })),
});

const members = fc
  .array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 }), { maxLength: 12 })
  .map((lists) => lists.map((prints, index) => holding(index + 1, ...prints)));
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), { maxLength: 4 })
  .map((list) => list.filter(([a, b]) => a < b) as ReportPair[]);

describe('strong clusters', () => {
  test('the order of arrival does not change them', () => {
    const shuffled = members.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), pairs, pairs),
    );
    fc.assert(
      fc.property(shuffled, ([list, shuffle, confirmed, apart]) => {
        expect(regroup(shuffle, [...confirmed].reverse(), [...apart].reverse())).toEqual(
          regroup(list, confirmed, apart),
        );
      }),
    );
  });

  test('reports that a person told apart never share one, and nobody is lost', () => {
    fc.assert(
      fc.property(members, pairs, pairs, (list, confirmed, apart) => {
        const groups = regroup(list, confirmed, apart);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(list.map((member) => member.reportId));
        for (const [a, b] of apart) expect(groups.some((group) => group.includes(a) && group.includes(b))).toBe(false);
      }),
    );
  });

  test('join through a third report and through a confirmed pair', () => {
    const chain = [holding(1, 'a'), holding(2, 'a', 'b'), holding(3, 'b'), holding(4, 'c'), holding(5)];
    expect(regroup(chain, [[4, 5]], [])).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });
});
