import { describe, expect, test } from 'vitest';
import { readRoutingReference } from '../commands/read-directory.ts';
import { comparedName } from './gazetteer.ts';

const { gazetteer } = await readRoutingReference();

describe('comparing names', () => {
  test.each([
    ['Ville de Saint-Jérôme', 'ST JEROME'],
    ["L'Ancienne-Lorette", 'Lancienne Lorette'],
    ['Belœil', 'beloeil'],
    ['Sault Ste. Marie', 'Sault-Sainte-Marie'],
    ['N.L.', 'nl'],
  ])('%s and %s are one name', (one, other) => {
    expect(comparedName(one)).toBe(comparedName(other));
  });
});

describe('the place lists', () => {
  test('the longest postal prefix wins, and X alone says nothing', () => {
    expect(gazetteer.postalPrefix('M5V1A1')).toMatchObject({ province: 'ON', municipality: 'toronto' });
    expect(gazetteer.postalPrefix('X9Z1A1')).toBeNull();
  });

  test('every municipality is found by its French and English names', () => {
    expect(gazetteer.municipalities('Grand Sudbury')).toEqual(gazetteer.municipalities('Greater Sudbury'));
  });
});
