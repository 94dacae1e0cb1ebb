import { describe, expect, it } from 'vitest';
import { sumOf } from './waterfall.tsx';

describe('the sum of a waterfall', () => {
  it('adds what counts and leaves out what does not', () => {
    expect(
      sumOf([
        { weight: 30, applied: true },
        { weight: 18, applied: false },
        { weight: -4, applied: true },
      ]),
    ).toBe(26);
  });

  it('is exact where binary fractions are not', () => {
    expect(
      sumOf([
        { weight: 0.1, applied: true },
        { weight: 0.2, applied: true },
      ]),
    ).toBe(0.3);
  });

  it('is nothing without parts', () => {
    expect(sumOf([])).toBe(0);
  });
});
