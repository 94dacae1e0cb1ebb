import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText } from './proposal-content.ts';

test('the order in which the fields were written changes nothing', () => {
  expect(canonicalText('expunge', 't', { a: 1, b: ['x'] })).toBe(canonicalText('expunge', 't', { b: ['x'], a: 1 }));
});

test('any other kind, target, field or value is another text', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  const content = fc.dictionary(fc.string(), value);
  const whole = fc.tuple(fc.string(), fc.string(), content);
  fc.assert(
    fc.property(whole, whole, (one, other) => {
      const plain = (all: typeof one) => JSON.stringify([all[0], all[1], Object.entries(all[2]).sort()]);
      const same = plain(one) === plain(other);
      expect(canonicalText(...one) === canonicalText(...other)).toBe(same);
    }),
  );
});
