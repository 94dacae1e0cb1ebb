import { describe, expect, it } from 'vitest';
import { anIncident, aSubmittedFile, aSubmittedIdentifier, aSubmittedPerson, aSubmittedReport } from '../testing.ts';
import { type ComparedVersion, compareVersions, touchedBy } from './compare-versions.ts';

const CANADA = {
  kind: null,
  street: null,
  city: 'Laval',
  region: 'QC',
  postalCode: null,
  country: 'CA',
  verified: null,
};

interface Said {
  readonly priority?: string;
  readonly annotations?: readonly string[];
  readonly type?: string;
  readonly city?: string;
  readonly ips?: readonly string[];
  readonly viewed?: boolean | null;
  readonly words?: string;
  readonly victims?: string | null;
}

function version(said: Said): ComparedVersion {
  const report = aSubmittedReport({ ncmecPriority: said.priority ?? '3', annotations: said.annotations ?? [] });
  const person = aSubmittedPerson({ addresses: said.city === undefined ? [] : [{ ...CANADA, city: said.city }] });
  const {
    persons: _,
    identifiers: __,
    files: ___,
    narratives: ____,
    drift: _____,
    incidents: ______,
    ...content
  } = report;
  const account = { ...aSubmittedIdentifier(), identifierId: 1, personId: 1, personRole: 'reported' as const };
  const ips = (said.ips ?? []).map((value, at) => ({
    ...aSubmittedIdentifier({ kind: 'ip', value, path: `ip[${at}]` }),
    ...{ identifierId: at + 2, personId: 1, personRole: 'reported' as const },
  }));
  const file = {
    ...{
      fileId: 1,
      ispwsFileId: null,
      objectId: null,
      originalName: 'f1.dat',
      sizeBytes: null,
      md5: null,
      sha1: null,
      sha256: null,
    },
    ...{
      viewedByEsp: said.viewed ?? null,
      relation: null,
      details: aSubmittedFile(),
      receivedAt: '2026-11-24T12:00:00.000Z' as never,
    },
  };
  return {
    facts: {
      content,
      incidents: [{ ...anIncident({ incidentType: said.type ?? 'Child Sex Tourism' }), incidentId: 1 }],
      persons: [{ ...person, personId: 1 }],
      identifiers: [account, ...ips],
      files: [file],
    },
    narratives: said.words === undefined ? [] : [{ path: 'additionalInfo', digest: said.words }],
    victims: said.victims ?? null,
  };
}

describe('two versions of a report, field by field', () => {
  it('the same version has no difference', () => {
    const one = version({ ips: ['192.0.2.7', '192.0.2.7'], city: 'Laval', words: 'a', victims: 'x' });
    expect(compareVersions(one, one)).toEqual([]);
  });

  it('a field that changed is told with both values', () => {
    expect(compareVersions(version({ priority: '3' }), version({ priority: '1' }))).toEqual([
      { part: 'report', change: 'changed', of: null, field: 'ncmecPriority', from: '3', to: '1' },
    ]);
  });

  it('what came and what went is told whole: an address of the net, a mark', () => {
    const before = version({ ips: ['192.0.2.7'], annotations: ['spam'] });
    const after = version({ ips: ['198.51.100.4'], annotations: ['sextortion'] });
    const told = compareVersions(before, after).map(({ part, change, of }) => `${part} ${change} ${of}`);
    expect(told).toEqual([
      'annotation removed spam',
      'annotation added sextortion',
      'identifier removed ip 192.0.2.7',
      'identifier added ip 198.51.100.4',
    ]);
  });

  it('viewed, not viewed and not stated are three values', () => {
    const change = (from: boolean | null, to: boolean | null) =>
      compareVersions(version({ viewed: from }), version({ viewed: to })).map(
        (one) => `${one.change} ${one.from} ${one.to}`,
      );
    expect(change(null, false)).toEqual(['added null false']);
    expect(change(false, true)).toEqual(['changed false true']);
    expect(change(true, null)).toEqual(['removed true null']);
  });

  it('the words of a text are not told, nor anything of a victim but that it changed', () => {
    const told = compareVersions(version({ words: 'a', victims: 'x' }), version({ words: 'b', victims: 'y' }));
    expect(told).toEqual([
      { part: 'narrative', change: 'changed', of: 'additionalInfo', field: null, from: null, to: null },
      { part: 'victims', change: 'changed', of: null, field: null, from: null, to: null },
    ]);
  });

  it('says what it may change: how urgent a report is, and whose it is', () => {
    const touched = (from: Said, to: Said) => touchedBy(compareVersions(version(from), version(to)));
    expect(touched({ priority: '3' }, { priority: '1' })).toEqual(['urgency']);
    expect(touched({ city: 'Laval' }, { city: 'Toronto' })).toEqual(['jurisdiction']);
    expect(touched({}, { ips: ['192.0.2.7'] })).toEqual(['jurisdiction']);
    expect(touched({ viewed: null }, { viewed: true })).toEqual([]);
    expect(touched({}, { victims: 'x' })).toEqual(['urgency', 'jurisdiction']);
  });
});
