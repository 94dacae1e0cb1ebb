import { describe, expect, test } from 'vitest';
import type { AgencyCode } from '#core/ids.ts';
import { aJurisdictionMap } from '../testing.ts';
import { type Claim, rankServices } from './rank-services.ts';

const map = await aJurisdictionMap();
const aClaim = (agency: string, weight: number, fields: Partial<Claim> = {}): Claim => ({
  agency: agency as AgencyCode,
  kind: 'ip',
  path: `path ${weight}`,
  weight,
  words: { en: `claim of ${weight}`, fr: `élément de ${weight}` },
  cautions: [],
  ...fields,
});

describe('adding up the evidence for a service', () => {
  test('of one kind the strongest counts whole and the others corroborate up to a cap', () => {
    const claims = [
      aClaim('QC-SPL', 600),
      ...Array.from({ length: 40 }, (_, index) => aClaim('QC-SPL', 100, { path: `p${index}` })),
    ];
    expect(rankServices(claims, false, map)[0]?.weight).toBe(700);
  });

  test('different kinds add up', () => {
    const [first] = rankServices([aClaim('QC-SPL', 600), aClaim('QC-SPL', 250, { kind: 'phone' })], false, map);
    expect(first?.weight).toBe(850);
    expect(first?.reasons.map((reason) => reason.weight)).toEqual([600, 250]);
  });

  test('services within the margin are a tie, others are not', () => {
    const ranked = rankServices([aClaim('ON-TPS', 600), aClaim('QC-SPL', 580), aClaim('SK-ICE', 500)], false, map);
    expect(ranked.map((service) => service.cautions.length)).toEqual([1, 1, 0]);
  });

  test('equal weights are ordered by code, so that every run gives the same list', () => {
    const ranked = rankServices([aClaim('SK-ICE', 5), aClaim('BC-ICE', 5)], false, map);
    expect(ranked.map((service) => service.agency)).toEqual(['BC-ICE', 'SK-ICE']);
  });
});
