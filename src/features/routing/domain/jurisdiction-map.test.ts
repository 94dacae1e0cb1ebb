import { describe, expect, test } from 'vitest';
import { aJurisdictionMap } from '../testing.ts';
import { coveringSteps } from './jurisdiction-map.ts';

const map = await aJurisdictionMap();
const steps = (province: string | null, town: string | null, country = 'CA') => {
  const municipality = province === null || town === null ? null : map.gazetteer.municipality(province, town);
  const place = { country, province, municipality, part: municipality?.part ?? null };
  return coveringSteps(place, map).steps.map((rows) => rows.map((row) => row.agency).join('+'));
};

describe('who answers for a place', () => {
  test.each([
    ['QC', 'laval', ['QC-SPL', 'QC-SQ-ESEI']],
    ['QC', 'rimouski', ['QC-SQ-ESEI']],
    ['AB', 'calgary', ['AB-CPS', 'AB-ICE-S']],
    ['AB', 'leduc', ['AB-ICE-N']],
    ['AB', null, ['AB-ICE-N+AB-ICE-S']],
    ['NL', 'corner-brook', ['NL-RNC', 'NL-RCMP']],
    ['NL', 'gander', ['NL-RCMP']],
    ['SK', 'saskatoon', ['SK-ICE']],
    ['ON', 'brampton', ['ON-PRP', 'ON-OPP']],
    ['ON', 'caledon', ['ON-OPP']],
    ['ON', 'attawapiskat', ['FN-NAPS', 'ON-OPP']],
    ['QC', 'cfb-valcartier', ['CFNIS', 'QC-SQ-ESEI']],
    [null, null, ['FED-NCECC']],
  ])('%s %s: %j', (province, town, expected) => {
    expect(steps(province, town)).toEqual(expected);
  });

  test('a listed country has its contact, another goes through Interpol', () => {
    expect(steps(null, null, 'FR')).toEqual(['FR']);
    expect(steps(null, null, 'MT')).toEqual(['INT']);
  });

  test('every province and territory has somebody', () => {
    for (const province of ['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT']) {
      expect(steps(province, null).join()).not.toMatch(/^$|FED-NCECC/);
    }
  });
});
