import type { Instant } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import { readDirectory, readRoutingReference } from './commands/read-directory.ts';
import { buildJurisdictionMap, type JurisdictionMap } from './domain/jurisdiction-map.ts';
import type {
  IpEvidence,
  LocatedPlace,
  PhoneEvidence,
  RoutableReport,
  WrittenPlaceEvidence,
} from './domain/place-evidence.ts';

const RECEIVED = '2026-06-20T12:00:00.000Z' as Instant;

/** The reference directory as a map, without a database; duty lines may be entered by code. */
export async function aJurisdictionMap(dutyLines: Readonly<Record<string, string>> = {}): Promise<JurisdictionMap> {
  const [directory, { gazetteer, rules }] = await Promise.all([readDirectory(), readRoutingReference()]);
  const agencies = directory.agencies.map((agency) => ({
    ...agency,
    code: agency.code as AgencyCode,
    name: { en: agency.en, fr: agency.fr },
    dutyLine: dutyLines[agency.code] ?? null,
  }));
  const rows = directory.coverage.map((row) => ({
    ...row,
    agency: row.agency as AgencyCode,
    source: row.sources.join(' '),
  }));
  return buildJurisdictionMap(agencies, rows, gazetteer, rules);
}

/** A report received on 20 June 2026 with the evidence given. */
export function aRoutableReport(fields: Partial<RoutableReport> = {}): RoutableReport {
  return { reportId: 1, asOf: RECEIVED, imminent: false, evidence: [], ...fields };
}

/** A city-level place of the day, as a database answers. */
export function aLocatedPlace(
  city: string | null,
  region: string | null,
  fields: Partial<LocatedPlace> = {},
): LocatedPlace {
  const level = city !== null ? 'city' : region !== null ? 'region' : 'country';
  return {
    country: 'CA',
    region,
    city,
    latitude: null,
    level,
    database: 'Example places',
    edition: '2026-06-05',
    contradictedBy: null,
    ...fields,
  };
}

/** A public address with port, used at the time of receipt by the reported person. Pretends to be public: documentation addresses are never placed. */
export function anIp(located: LocatedPlace | null, fields: Partial<IpEvidence> = {}): IpEvidence {
  return {
    kind: 'ip',
    path: 'personOrUserReported[0].ipCaptureEvent[0]',
    personRole: 'reported',
    address: '203.0.113.7',
    port: 51234,
    observed: { asWritten: RECEIVED, instant: RECEIVED, zone: 'stated' },
    event: 'Login',
    addressClass: 'public',
    located,
    network: { asn: 64496, name: 'Example Network' },
    possibleProxy: false,
    listedExit: null,
    ...fields,
  };
}

/** A postal address of the reported person. */
export function anAddress(
  city: string | null,
  region: string | null,
  fields: Partial<WrittenPlaceEvidence> = {},
): WrittenPlaceEvidence {
  return {
    kind: 'address',
    path: 'personOrUserReported[0].address[0]',
    personRole: 'reported',
    city,
    region,
    postalCode: null,
    country: 'CA',
    verified: null,
    ...fields,
  };
}

/** A telephone number of the reported person. */
export function aPhone(e164: string, fields: Partial<PhoneEvidence> = {}): PhoneEvidence {
  return {
    kind: 'phone',
    path: 'personOrUserReported[0].phone[0]',
    personRole: 'reported',
    e164,
    verified: null,
    ...fields,
  };
}
