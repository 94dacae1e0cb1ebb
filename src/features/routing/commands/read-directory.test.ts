import { describe, expect, test } from 'vitest';
import { readDirectory, readRoutingReference } from './read-directory.ts';

const { agencies, coverage } = await readDirectory();
const { gazetteer } = await readRoutingReference();
const byCode = new Map(agencies.map((agency) => [agency.code, agency]));

describe('the reference directory', () => {
  test('holds the services of the domain page, each code once', () => {
    expect(byCode.size).toBe(agencies.length);
    expect(agencies.filter((agency) => agency.country === 'CA').length).toBe(62);
    expect(agencies.filter((agency) => agency.kind === 'foreign-national').length).toBe(49);
  });

  test('every foreign contact is confirmed before its first use and has no human rights review yet', () => {
    for (const agency of agencies.filter((one) => one.country !== 'CA')) {
      expect(agency).toMatchObject({ confirmBeforeFirstUse: true, caution: 'human-rights-not-reviewed' });
    }
  });

  test('what is not to be confirmed names its source, and no duty line is invented', () => {
    for (const agency of agencies) {
      expect(agency.standing === 'to-be-confirmed' || agency.sources.length > 0, agency.code).toBe(true);
      expect(agency.dutyLine).toBeNull();
    }
  });

  test('services of Quebec work in French, those of New Brunswick in both languages', () => {
    const languages = (code: string) => byCode.get(code)?.languages;
    for (const agency of agencies.filter((one) => one.code.startsWith('QC-'))) expect(agency.languages).toEqual(['fr']);
    expect(languages('NB-ICE')).toEqual(['en', 'fr']);
  });

  test('every coverage row names a known service and a known place', () => {
    for (const row of coverage) {
      expect(byCode.has(row.agency), row.agency).toBe(true);
      const town = row.province === null ? null : gazetteer.municipality(row.province, row.value);
      const isTown = ['municipality', 'military-base', 'first-nations-territory'].includes(row.kind);
      expect(isTown ? town?.kind === row.kind : true, `${row.province}/${row.value}`).toBe(true);
    }
  });

  test('every service but Europol covers some place', () => {
    const covering = new Set(coverage.map((row) => row.agency));
    expect(agencies.map((agency) => agency.code).filter((code) => !covering.has(code))).toEqual(['EU']);
  });
});
