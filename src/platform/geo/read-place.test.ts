import { describe, expect, test } from 'vitest';
import { readPlace } from './read-place.ts';

describe('reading a place record', () => {
  test('empty text is unknown, and the level says how far the answer goes', () => {
    expect(readPlace({ country_code: 'CA', state1: 'Quebec', city: '' })).toMatchObject({
      region: 'Quebec',
      city: null,
      level: 'region',
    });
    expect(readPlace({ country_code: 'CA', state1: '', city: '' })).toMatchObject({ region: null, level: 'country' });
  });

  test('a neighbourhood in brackets is left out', () => {
    expect(readPlace({ country_code: 'CA', state1: 'Quebec', city: 'Montreal (Verdun)' })).toMatchObject({
      city: 'Montreal',
      level: 'city',
    });
  });

  test('the nested shape of an operator database is read with its radius', () => {
    const record = {
      country: { iso_code: 'CA' },
      subdivisions: [{ iso_code: 'QC', names: { en: 'Quebec' } }],
      city: { names: { en: 'Laval' } },
      location: { latitude: 45.6, longitude: -73.7, accuracy_radius: 20 },
    };
    expect(readPlace(record)).toEqual({
      country: 'CA',
      region: 'Quebec',
      city: 'Laval',
      latitude: 45.6,
      longitude: -73.7,
      radiusKm: 20,
      level: 'city',
    });
  });

  test('a record without a country places nothing', () => {
    expect(readPlace({ city: 'Laval' })).toBeNull();
    expect(readPlace(null)).toBeNull();
  });
});
