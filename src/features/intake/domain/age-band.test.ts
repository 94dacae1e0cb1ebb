import { describe, expect, it } from 'vitest';
import { ageBand } from './age-band.ts';

describe('the age band of a victim', () => {
  it('follows a stated age at both ends of a band', () => {
    expect(['0', '2', '3', '13', '14', '17', '18'].map((age) => ageBand(age, null, '2026-01-01'))).toEqual([
      '0-2',
      '0-2',
      '3-6',
      '11-13',
      '14-15',
      '16-17',
      '18+',
    ]);
  });

  it('counts a birthday only once it has passed', () => {
    expect(ageBand(null, '2012-06-15', '2026-06-14')).toBe('11-13');
    expect(ageBand(null, '2012-06-15', '2026-06-15')).toBe('14-15');
  });

  it('invents nothing', () => {
    expect(ageBand(null, null, '2026-01-01')).toBe('unknown');
    expect(ageBand('about ten', 'spring', '2026-01-01')).toBe('unknown');
    expect(ageBand(null, '2030-01-01', '2026-01-01')).toBe('unknown');
  });
});
