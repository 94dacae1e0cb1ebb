import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { aJurisdictionMap, aLocatedPlace, anAddress, anIp, aPhone, aRoutableReport } from '../testing.ts';
import { chooseAgencies } from './choose-agencies.ts';
import type { PlaceEvidence } from './place-evidence.ts';

const map = await aJurisdictionMap();
const LAVAL = aLocatedPlace('Laval', 'Quebec');
const choose = (...evidence: PlaceEvidence[]) => chooseAgencies(aRoutableReport({ evidence }), map).reported;
const codes = (...evidence: PlaceEvidence[]) => choose(...evidence).map((candidate) => candidate.agency);
const cautions = (...evidence: PlaceEvidence[]) => choose(...evidence)[0].cautions.map((caution) => caution.code);

describe('the order of services', () => {
  test('an address placed in Laval goes to Laval first, with the province behind it', () => {
    expect(codes(anIp(LAVAL))).toEqual(['QC-SPL', 'QC-SQ-ESEI']);
  });

  test('a weight is the sum of the reasons shown', () => {
    const evidence = [anIp(LAVAL), anIp(LAVAL, { path: 'b' }), anAddress('Longueuil', 'QC'), aPhone('+14505550123')];
    for (const candidate of choose(...evidence)) {
      expect(candidate.reasons.reduce((sum, reason) => sum + reason.weight, 0)).toBe(candidate.weight);
    }
  });

  test('evidence that names only the province goes to its hub', () => {
    expect(codes(anAddress(null, 'Ontario'))).toEqual(['ON-OPP']);
  });

  test('a stated home outweighs any number of captures of one address elsewhere', () => {
    const captures = Array.from({ length: 500 }, (_, index) =>
      anIp(aLocatedPlace('Toronto', 'Ontario'), { path: `ip[${index}]` }),
    );
    expect(codes(anAddress('Laval', 'Québec', { verified: true }), ...captures)[0]).toBe('QC-SPL');
  });

  test('of two addresses the older one weighs less', () => {
    const lastYear = {
      asWritten: '2025-06-20T12:00:00Z',
      instant: '2025-06-20T12:00:00.000Z' as Instant,
      zone: 'stated' as const,
    };
    const old = anIp(aLocatedPlace('Toronto', 'Ontario'), { path: 'a', observed: lastYear });
    expect(codes(old, anIp(LAVAL, { path: 'b' }))[0]).toBe('QC-SPL');
    expect(codes(anIp(LAVAL, { path: 'b', observed: lastYear }), { ...old, observed: anIp(null).observed })[0]).toBe(
      'ON-TPS',
    );
  });

  test('an unknown place in Canada stays with the national centre', () => {
    expect(codes(anIp(aLocatedPlace(null, null)))).toEqual(['FED-NCECC']);
    expect(cautions(anIp(aLocatedPlace(null, null)))).toContain('located-to-country-only');
  });

  test('nothing known stays with the national centre, and the reason says so', () => {
    const [only] = choose();
    expect(only).toMatchObject({ agency: 'FED-NCECC', weight: 0 });
    expect(only.reasons[0]?.words.fr).toMatch(/^Aucun élément exploitable/);
  });

  test('a foreign place goes to the national contact, to be confirmed before first use', () => {
    const abroad = anIp(aLocatedPlace(null, null, { country: 'FR' }));
    expect(codes(abroad)).toEqual(['FR']);
    expect(cautions(abroad)).toEqual(expect.arrayContaining(['contact-unconfirmed', 'human-rights-not-reviewed']));
  });

  test('a country without a contact goes through Interpol', () => {
    const abroad = anAddress(null, null, { country: 'Malta' });
    expect(codes(abroad)).toEqual(['INT']);
    expect(cautions(abroad)).toContain('no-contact-listed');
  });

  test('Alberta is parted at the line of its two units, by town or by latitude', () => {
    expect(codes(anAddress('Red Deer', 'Alberta'))).toEqual(['AB-ICE-S']);
    expect(codes(anIp(aLocatedPlace('Slave Lake', 'Alberta', { latitude: 55.28 })))).toEqual(['AB-ICE-N']);
  });

  test('two services that cover the same place are both shown as a tie', () => {
    const both = choose(anAddress(null, 'Alberta'));
    expect(both.map((candidate) => candidate.agency)).toEqual(['AB-ICE-N', 'AB-ICE-S']);
    expect(both.every((candidate) => candidate.cautions.some((caution) => caution.code === 'tie'))).toBe(true);
  });
});

describe('cautions named, never guessed over', () => {
  test.each([
    ['carrier-nat', 'carrier-nat-range'],
    ['private', 'private-range'],
    ['unique-local', 'private-range'],
    ['documentation', 'documentation-range'],
    ['teredo', 'tunnel-address'],
    ['loopback', 'special-range'],
  ] as const)('a %s address has no place, and says so', (addressClass, caution) => {
    const evidence = anIp(LAVAL, { addressClass });
    expect(codes(evidence)).toEqual(['FED-NCECC']);
    expect(cautions(evidence)).toEqual([caution]);
  });

  test('an address without port weighs less only where carriers share addresses', () => {
    const bell = { asn: 577, name: 'Bell Canada' };
    expect(cautions(anIp(LAVAL, { port: null, network: bell }))).toContain('no-port-behind-carrier-nat');
    expect(cautions(anIp(LAVAL, { port: null }))).not.toContain('no-port-behind-carrier-nat');
    expect(cautions(anIp(LAVAL, { port: null, network: bell, address: '2001:db8::7' }))).not.toContain(
      'no-port-behind-carrier-nat',
    );
  });

  test('a possible proxy loses to a telephone area', () => {
    const proxy = anIp(aLocatedPlace('Toronto', 'Ontario'), { possibleProxy: true });
    expect(cautions(proxy)).toContain('possible-proxy');
    expect(codes(proxy, aPhone('+13065550123'))[0]).toBe('SK-ICE');
  });

  test('an address on a list of exits loses to a telephone area as well', () => {
    const exit = anIp(aLocatedPlace('Toronto', 'Ontario'), {
      listedExit: { list: 'tor-exits', edition: '2026-06-01' },
    });
    expect(cautions(exit)).toContain('listed-exit');
    expect(codes(exit, aPhone('+13065550123'))[0]).toBe('SK-ICE');
  });

  test('a missing zone and a missing time are named apart', () => {
    const unstated = { asWritten: '2026-06-19T08:00:00', instant: null, zone: 'unstated' } as const;
    expect(cautions(anIp(LAVAL, { observed: unstated }))).toContain('zone-unstated');
    expect(cautions(anIp(LAVAL, { observed: null }))).toContain('time-missing');
  });

  test('databases that disagree, and an edition far from the event, are named', () => {
    const doubtful = aLocatedPlace('Laval', 'Quebec', {
      contradictedBy: { country: 'US', database: 'Other' },
      edition: '2025-01-01',
    });
    expect(cautions(anIp(doubtful))).toEqual(expect.arrayContaining(['databases-disagree', 'later-edition']));
  });

  test('a city without its country is not used', () => {
    const evidence = anAddress('London', null, { country: null });
    expect(codes(evidence)).toEqual(['FED-NCECC']);
    expect(cautions(evidence)).toEqual(['country-not-stated']);
  });
});

describe('a child in immediate danger', () => {
  const imminent = (...evidence: PlaceEvidence[]) => chooseAgencies(aRoutableReport({ imminent: true, evidence }), map);
  const victimsHome = anAddress('Gatineau', 'QC', { personRole: 'victim', path: 'victim[0].address[0]' });
  const first = (candidate: { cautions: readonly { code: string }[] } | undefined) => candidate?.cautions[0]?.code;

  test("the service of the child's place is called first", () => {
    const chosen = imminent(anIp(LAVAL), victimsHome);
    expect(chosen.victim[0]?.agency).toBe('QC-SPVG');
    expect(first(chosen.victim[0])).toBe('call-first');
    expect(first(chosen.reported[0])).not.toBe('call-first');
  });

  test("without the child's place the reported person's service is called", () => {
    expect(first(imminent(anIp(LAVAL)).reported[0])).toBe('call-first');
    expect(imminent(anIp(LAVAL)).reported[0].cautions.map((caution) => caution.code)).toContain('no-duty-line');
  });

  test('a service with a duty line comes before the one in charge without', async () => {
    const withLine = await aJurisdictionMap({ 'QC-SQ-ESEI': '+1 555 0100' });
    const chosen = chooseAgencies(aRoutableReport({ imminent: true, evidence: [anIp(LAVAL)] }), withLine);
    expect(chosen.reported.map((candidate) => candidate.agency)).toEqual(['QC-SQ-ESEI', 'QC-SPL']);
  });
});

describe("the victim's place", () => {
  test("is ranked apart, and repeats neither the child's town nor an address", () => {
    const chosen = chooseAgencies(
      aRoutableReport({
        evidence: [
          anIp(aLocatedPlace('Gatineau', 'Quebec'), { personRole: 'victim' }),
          anIp(aLocatedPlace('Toronto', 'Ontario')),
        ],
      }),
      map,
    );
    expect(chosen.victim.map((candidate) => candidate.agency)).toEqual(['QC-SPVG', 'QC-SQ-ESEI']);
    expect(chosen.reported[0].agency).toBe('ON-TPS');
    expect(JSON.stringify(chosen.victim)).not.toMatch(/Gatineau|203\.0/);
  });

  test('is empty when nothing is known of it, and reporters and third persons place nobody', () => {
    const chosen = chooseAgencies(
      aRoutableReport({ evidence: [anIp(LAVAL, { personRole: 'reporter' }), anIp(LAVAL, { personRole: 'third' })] }),
      map,
    );
    expect(chosen.victim).toEqual([]);
    expect(chosen.reported[0].agency).toBe('FED-NCECC');
  });
});

describe('whatever the evidence', () => {
  const place = fc.constantFrom(
    LAVAL,
    aLocatedPlace('Toronto', 'Ontario'),
    aLocatedPlace(null, 'Alberta'),
    aLocatedPlace(null, null),
    aLocatedPlace(null, null, { country: 'US' }),
    null,
  );
  const addressClass = fc.constantFrom(
    'public' as const,
    'private' as const,
    'carrier-nat' as const,
    'documentation' as const,
  );
  const text = fc.option(fc.constantFrom('Laval', 'Woodstock', 'Québec', 'ON', 'Canada', 'US', 'Atlantis', ''), {
    nil: null,
  });
  const path = fc.string({ minLength: 1, maxLength: 4 });
  const evidence: fc.Arbitrary<PlaceEvidence> = fc.oneof(
    fc
      .record({ place, addressClass, path, port: fc.option(fc.nat(65535), { nil: null }) })
      .map((of) => anIp(of.place, of)),
    fc.record({ city: text, region: text, country: text, path }).map((of) => anAddress(of.city, of.region, of)),
    fc.record({ area: fc.integer({ min: 200, max: 999 }), path }).map((of) => aPhone(`+1${of.area}5550123`, of)),
  );

  test('somebody always holds the report, and ranks run from 1', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 12 }), (list) => {
        const chosen = choose(...list);
        expect(chosen.map((candidate) => candidate.rank)).toEqual(chosen.map((_, index) => index + 1));
        expect(new Set(chosen.map((candidate) => candidate.agency)).size).toBe(chosen.length);
        expect(chosen.every((candidate) => map.agencies.has(candidate.agency))).toBe(true);
      }),
    );
  });

  test('the order in which evidence arrives changes nothing', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = list
          .map((item) => ({ item, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        expect(choose(...shuffled)).toEqual(choose(...list));
      }),
    );
  });

  test('evidence without a place never makes one', () => {
    const nowhere = fc.oneof(
      fc
        .record({ path, addressClass: fc.constantFrom('private' as const, 'carrier-nat' as const) })
        .map((of) => anIp(LAVAL, of)),
      path.map((at) => anIp(null, { path: at })),
      fc.record({ city: text, path }).map((of) => anAddress(of.city, null, { country: null, path: of.path })),
    );
    fc.assert(
      fc.property(fc.array(nowhere), (list) => {
        expect(codes(...list)).toEqual(['FED-NCECC']);
      }),
    );
  });
});
