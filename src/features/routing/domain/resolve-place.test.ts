import { describe, expect, test } from 'vitest';
import { readRoutingReference } from '../commands/read-directory.ts';
import { placesOfNumber, resolvePlace, type WrittenPlace } from './resolve-place.ts';

const { gazetteer } = await readRoutingReference();
const NOWHERE: WrittenPlace = { city: null, region: null, postalCode: null, country: null };
const resolve = (fields: Partial<WrittenPlace>) => resolvePlace({ ...NOWHERE, ...fields }, gazetteer);
const summary = (fields: Partial<WrittenPlace>) => {
  const read = resolve(fields);
  if (read.kind === 'unresolved') return read.why;
  return read.places
    .map((place) => [place.country, place.province, place.municipality?.id].filter(Boolean).join('/'))
    .join(' or ');
};

describe('reading a written place', () => {
  test.each([
    [{ city: 'MONTREAL', region: 'Québec', country: 'Canada' }, 'CA/QC/montreal'],
    [{ city: 'montréal', region: 'QC', country: 'CA' }, 'CA/QC/montreal'],
    [{ city: 'St-Jerome', region: 'quebec', country: 'CAN' }, 'CA/QC/saint-jerome'],
    [{ city: 'Ville de Laval', region: 'Québec' }, 'CA/QC/laval'],
    [{ city: 'Laval, QC, Canada' }, 'CA/QC/laval'],
    [{ city: 'Sudbury', region: 'Ontario', country: 'CA' }, 'CA/ON/greater-sudbury'],
    [{ city: "St. John's", region: 'Terre-Neuve-et-Labrador', country: 'Canada' }, 'CA/NL/st-johns'],
    [{ region: 'Île-du-Prince-Édouard', country: 'Canada' }, 'CA/PE'],
    [{ country: 'États-Unis' }, 'US'],
    [{ city: 'Lyon', country: 'France' }, 'FR'],
    [{ postalCode: 'h7n 1a1' }, 'CA/QC/laval'],
    [{ postalCode: 'V6B 1A1' }, 'CA/BC/vancouver'],
    [{ postalCode: 'X0A 0H0' }, 'CA/NU'],
    [{ country: 'CA', postalCode: 'K0A' }, 'CA/ON'],
  ])('%j is %s', (written, expected) => {
    expect(summary(written)).toBe(expected);
  });

  test('a town of the same name is told apart by its province', () => {
    expect(summary({ city: 'Woodstock', region: 'ON', country: 'CA' })).toBe('CA/ON/woodstock');
    expect(summary({ city: 'Woodstock', region: 'NB', country: 'CA' })).toBe('CA/NB/woodstock');
  });

  test('without a province every town of that name is shown, with the doubt', () => {
    expect(summary({ city: 'Woodstock', country: 'CA' })).toBe('CA/ON/woodstock or CA/NB/woodstock');
    expect(resolve({ city: 'Woodstock', country: 'CA' })).toMatchObject({ doubts: ['ambiguous-place'] });
  });

  test('a province read from the only town of that name is a doubt', () => {
    expect(resolve({ city: 'Chicoutimi', country: 'CA' })).toMatchObject({ doubts: ['province-not-stated'] });
  });

  test('a postal code that contradicts the province shows both', () => {
    expect(summary({ region: 'Ontario', postalCode: 'H7N 1A1', country: 'CA' })).toBe('CA/ON or CA/QC/laval');
    expect(resolve({ region: 'Ontario', postalCode: 'H7N 1A1', country: 'CA' })).toMatchObject({
      doubts: ['place-conflict'],
    });
  });

  test('a city without a country is no place, nor is a two-letter region', () => {
    expect(summary({ city: 'London' })).toBe('country-not-stated');
    expect(summary({ region: 'PE' })).toBe('country-not-stated');
    expect(summary({ city: 'Ontario', region: 'California', country: 'US' })).toBe('US');
  });

  test('nothing stated and an unreadable country stay unknown', () => {
    expect(summary({})).toBe('nothing-stated');
    expect(summary({ city: ' ', country: '' })).toBe('nothing-stated');
    expect(summary({ country: 'Atlantis' })).toBe('country-unknown');
  });

  test('an unlisted town leaves the province, an unlisted town alone leaves the country', () => {
    expect(summary({ city: 'Nowhereville', region: 'SK', country: 'CA' })).toBe('CA/SK');
    expect(summary({ city: 'Nowhereville', country: 'CA' })).toBe('CA');
  });
});

describe('reading a telephone number', () => {
  test('a code shared by two provinces gives both', () => {
    expect(placesOfNumber('+19025550123', gazetteer)?.map((place) => place.province)).toEqual(['NS', 'PE']);
  });

  test('a calling code gives its country, a shared one nothing', () => {
    expect(placesOfNumber('+33155501234', gazetteer)?.[0].country).toBe('FR');
    expect(placesOfNumber('+35315550123', gazetteer)?.[0].country).toBe('IE');
    expect(placesOfNumber('+12125550123', gazetteer)).toBeNull();
    expect(placesOfNumber('+74955550123', gazetteer)).toBeNull();
  });
});
