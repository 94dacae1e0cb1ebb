import { describe, expect, test } from 'vitest';
import { type AddressLookup, addressesToLookUp, collectEvidence, type PlaceIdentifier } from './collect-evidence.ts';

const anIdentifier = (fields: Partial<PlaceIdentifier> = {}): PlaceIdentifier => ({
  kind: 'ip',
  value: '203.0.113.7',
  normal: '203.0.113.7',
  port: 51234,
  observed: null,
  event: 'Login',
  provenance: 'reported-by-provider',
  verified: null,
  possibleProxy: null,
  personRole: 'reported',
  path: 'personOrUserReported[0].ipCaptureEvent[0]',
  ...fields,
});
const collect = (...identifiers: PlaceIdentifier[]) => collectEvidence({ identifiers, persons: [] }, new Map());

describe('the evidence of a place in a report', () => {
  test('an address carries its port and the answers of the databases', () => {
    const lookup: AddressLookup = {
      canonical: '203.0.113.7',
      addressClass: 'documentation',
      located: null,
      network: null,
      listedExit: null,
    };
    const [evidence] = collectEvidence(
      { identifiers: [anIdentifier()], persons: [] },
      new Map([['203.0.113.7', lookup]]),
    );
    expect(evidence).toMatchObject({ kind: 'ip', port: 51234, addressClass: 'documentation' });
  });

  test('an address nobody could read stays evidence, unreadable', () => {
    expect(collect(anIdentifier({ value: 'n/a', normal: null }))[0]).toMatchObject({
      addressClass: 'unreadable',
      address: 'n/a',
    });
  });

  test('what was mined from free text places nobody', () => {
    const mined = anIdentifier({ provenance: 'mined-from-text' });
    expect(collect(mined)).toEqual([]);
    expect(addressesToLookUp({ identifiers: [mined], persons: [] })).toEqual([]);
  });

  test('a number without its international form is not evidence, an account never is', () => {
    expect(
      collect(anIdentifier({ kind: 'phone', value: '555-0123', normal: null }), anIdentifier({ kind: 'account' })),
    ).toEqual([]);
    expect(collect(anIdentifier({ kind: 'phone', normal: '+14505550123' }))).toMatchObject([
      { kind: 'phone', e164: '+14505550123' },
    ]);
  });

  test('addresses and the estimated place of a person carry role and path', () => {
    const place = {
      kind: null,
      street: null,
      city: 'Laval',
      region: 'QC',
      postalCode: null,
      country: 'CA',
      verified: true,
    };
    const persons = [{ role: 'victim' as const, path: 'victim[0]', addresses: [place], estimatedLocation: place }];
    const evidence = collectEvidence({ identifiers: [], persons }, new Map());
    expect(evidence.map((item) => [item.kind, item.personRole, item.path])).toEqual([
      ['address', 'victim', 'victim[0].address[0]'],
      ['stated-place', 'victim', 'victim[0].estimatedLocation'],
    ]);
  });
});
