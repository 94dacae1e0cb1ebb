import { describe, expect, it } from 'vitest';
import { formatBytes, formatNumber, formatSigned } from './format-number.ts';

const NB = '\u00a0';

describe('numbers in tables', () => {
  it('are grouped by a no-break space in both languages', () => {
    expect(formatNumber(4112, 'en')).toBe(`4${NB}112`);
    expect(formatNumber(118162, 'fr')).toBe(`118${NB}162`);
    expect(formatNumber(1_000_000, 'fr')).toBe(`1${NB}000${NB}000`);
  });

  it('have a comma for the decimals in French and a point in English, never grouped behind it', () => {
    expect(formatNumber(1234.56789, 'fr')).toBe(`1${NB}234,56789`);
    expect(formatNumber(14.2, 'en')).toBe('14.2');
  });

  it('carry a real minus, and a plus where a sign is asked for', () => {
    expect(formatNumber(-4, 'en')).toBe('−4');
    expect(formatSigned(30, 'fr')).toBe('+30');
    expect(formatSigned(0, 'en')).toBe('0');
    expect(formatSigned(-0.8, 'fr')).toBe('−0,8');
  });

  it('say sizes in octets in French', () => {
    expect(formatBytes(512, 'en')).toBe(`512${NB}B`);
    expect(formatBytes(2_400_123, 'fr')).toBe(`2,3${NB}Mio`);
  });
});
