import { describe, expect, it } from 'vitest';
import { figure, median, quantile } from './figure.ts';

describe('a figure', () => {
  it('meets its bar, misses it, or has none', () => {
    expect(figure('a', 1_000, '/s', '>= 1000').ok).toBe(true);
    expect(figure('a', 1.31, 'x', '<= 1.3').ok).toBe(false);
    expect(figure('a', 1, 'ms').ok).toBe(true);
  });

  it('refuses a bar nobody can hold it against', () => {
    expect(() => figure('a', 1, 'ms', 'fast')).toThrow();
  });
});

describe('medians and quantiles', () => {
  it('lie between the neighbours in rank, whatever the order given', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([10, 0], 0.95)).toBeCloseTo(9.5);
  });
});
