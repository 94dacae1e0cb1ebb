import { type Instant, msBetween, parseInstant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { DAY_MS } from '#core/units.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { JurisdictionMap } from './jurisdiction-map.ts';
import type { AddressClass, IpEvidence, PhoneEvidence, PlaceEvidence, WrittenPlaceEvidence } from './place-evidence.ts';
import { type KnownPlace, placesOfNumber, type Resolution, resolvePlace } from './resolve-place.ts';
import { type CautionCode, fillWords, REASON_WORDS } from './route-words.ts';
import type { RoutingRules } from './routing-rules.ts';

/** A piece of evidence turned into places it speaks for, or set aside with the reason. */
export interface WeighedEvidence {
  readonly kind: PlaceEvidence['kind'];
  readonly path: string;
  /** Whole points; 0 when no place could be read. */
  readonly weight: number;
  /** More than one when the evidence does not tell them apart; none when it speaks for no place. */
  readonly places: readonly KnownPlace[];
  readonly words: Bilingual;
  readonly cautions: readonly CautionCode[];
}

/** Weighs one piece of evidence at the time of the report; what cannot be placed keeps its caution and weighs nothing. */
export function weighEvidence(evidence: PlaceEvidence, asOf: Instant, map: JurisdictionMap): WeighedEvidence {
  switch (evidence.kind) {
    case 'ip':
      return weighAddress(evidence, asOf, map);
    case 'address':
    case 'stated-place':
      return weighWrittenPlace(evidence, map);
    case 'phone':
      return weighPhone(evidence, map);
  }
}

/** Ranges that have no place, and the caution that says so. */
const UNPLACED: Readonly<Record<Exclude<AddressClass, 'public'>, CautionCode>> = {
  private: 'private-range',
  'unique-local': 'private-range',
  'carrier-nat': 'carrier-nat-range',
  documentation: 'documentation-range',
  loopback: 'special-range',
  'link-local': 'special-range',
  multicast: 'special-range',
  benchmarking: 'special-range',
  reserved: 'special-range',
  unspecified: 'special-range',
  'six-to-four': 'tunnel-address',
  teredo: 'tunnel-address',
  nat64: 'tunnel-address',
  unreadable: 'unreadable-address',
};

function weighAddress(evidence: IpEvidence, asOf: Instant, map: JurisdictionMap): WeighedEvidence {
  const { located } = evidence;
  if (evidence.addressClass !== 'public') return setAside(evidence, [UNPLACED[evidence.addressClass]]);
  if (located === null) return setAside(evidence, ['not-located']);
  const read = resolvePlace(
    { city: located.city, region: located.region, postalCode: null, country: located.country },
    map.gazetteer,
  );
  const places =
    read.kind === 'resolved' ? read.places.map((place) => withPart(place, located.latitude, map.rules)) : [];
  const cautions = addressCautions(evidence, asOf, map.rules);
  if (located.level === 'country' || places.some((place) => place.country === 'CA' && place.province === null)) {
    cautions.push('located-to-country-only');
  }
  const words = fillWords(REASON_WORDS.ip, {
    address: evidence.port === null ? evidence.address : `${evidence.address} port ${evidence.port}`,
    time: evidence.observed?.asWritten ?? REASON_WORDS.timeUnknown,
    place: placeWords(places, located.country, map.gazetteer),
    database: located.database,
    edition: located.edition,
  });
  const base = map.rules.evidenceWeight.ip.unverified * ageFactor(evidence, asOf, map.rules);
  return { kind: 'ip', path: evidence.path, weight: discounted(base, cautions, map.rules), places, words, cautions };
}

function addressCautions(evidence: IpEvidence, asOf: Instant, rules: RoutingRules): CautionCode[] {
  const instant = evidence.observed?.instant ?? null;
  const edition = parseInstant(`${evidence.located?.edition}T00:00:00Z`);
  const shared = evidence.network === null || rules.carrierNatAsns.has(evidence.network.asn);
  const isIpv4 = !evidence.address.includes(':');
  const tests: readonly (readonly [CautionCode, boolean])[] = [
    ['possible-proxy', evidence.possibleProxy === true],
    ['listed-exit', evidence.listedExit !== null],
    ['no-port-behind-carrier-nat', isIpv4 && evidence.port === null && shared],
    ['zone-unstated', evidence.observed?.zone === 'unstated'],
    ['time-missing', instant === null && evidence.observed?.zone !== 'unstated'],
    ['databases-disagree', evidence.located?.contradictedBy != null],
    [
      'later-edition',
      edition !== null && Math.abs(msBetween(instant ?? asOf, edition)) > rules.editionLagDays * DAY_MS,
    ],
  ];
  return tests.filter(([, holds]) => holds).map(([code]) => code);
}

/** Addresses change hands: half the weight is gone after each half-life, down to a floor. */
function ageFactor(evidence: IpEvidence, asOf: Instant, rules: RoutingRules): number {
  const { observed } = evidence;
  // Without a zone the hour is unknown, but the day is good enough to age by.
  const day = observed?.zone === 'unstated' ? parseInstant(`${observed.asWritten.slice(0, 10)}T00:00:00Z`) : null;
  const instant = observed?.instant ?? day;
  if (instant === null) return rules.age.timeMissing;
  const days = Math.max(msBetween(instant, asOf) / DAY_MS, 0);
  const age = Math.max(0.5 ** (days / rules.age.halfLifeDays), rules.age.floor);
  return observed?.zone === 'unstated' ? age * rules.age.zoneUnstated : age;
}

/** A shared province is told apart by latitude where the rules draw a line (Alberta, at Wetaskiwin). */
function withPart(place: KnownPlace, latitude: number | null, rules: RoutingRules): KnownPlace {
  const line = rules.parts.find((part) => part.province === place.province);
  if (line === undefined || place.part !== null || latitude === null) return place;
  return { ...place, part: latitude >= line.latitude ? line.north : line.south };
}

function weighWrittenPlace(evidence: WrittenPlaceEvidence, map: JurisdictionMap): WeighedEvidence {
  const read: Resolution = resolvePlace(evidence, map.gazetteer);
  if (read.kind === 'unresolved') return setAside(evidence, read.why === 'nothing-stated' ? [] : [read.why]);
  const cautions: CautionCode[] = [...read.doubts];
  if (read.places.some((place) => place.country === 'CA' && place.province === null))
    cautions.push('located-to-country-only');
  const words = fillWords(REASON_WORDS[evidence.kind], {
    place: placeWords(read.places, read.places[0].country, map.gazetteer),
  });
  const weight = discounted(baseWeight(evidence, map.rules), cautions, map.rules);
  return { kind: evidence.kind, path: evidence.path, weight, places: read.places, words, cautions };
}

function weighPhone(evidence: PhoneEvidence, map: JurisdictionMap): WeighedEvidence {
  const places = placesOfNumber(evidence.e164, map.gazetteer);
  if (places === null) return setAside(evidence, []);
  const place = placeWords(places, places[0].country, map.gazetteer);
  const words = fillWords(REASON_WORDS.phone, {
    code: evidence.e164.slice(0, places[0].country === 'CA' ? 5 : 3),
    place,
  });
  return { kind: 'phone', path: evidence.path, weight: baseWeight(evidence, map.rules), places, words, cautions: [] };
}

function baseWeight(evidence: WrittenPlaceEvidence | PhoneEvidence, rules: RoutingRules): number {
  return rules.evidenceWeight[evidence.kind][evidence.verified === true ? 'verified' : 'unverified'];
}

function discounted(base: number, cautions: readonly CautionCode[], rules: RoutingRules): number {
  const factors: Partial<Record<CautionCode, number>> = {
    'possible-proxy': rules.doubtFactor.possibleProxy,
    // The same doubt from two sides is one doubt.
    'listed-exit': cautions.includes('possible-proxy') ? 1 : rules.doubtFactor.possibleProxy,
    'databases-disagree': rules.doubtFactor.databasesDisagree,
    'no-port-behind-carrier-nat': rules.doubtFactor.noPortBehindCarrierNat,
    'place-conflict': rules.doubtFactor.placeConflict,
    'province-not-stated': rules.doubtFactor.provinceNotStated,
  };
  return Math.round(cautions.reduce((weight, code) => weight * (factors[code] ?? 1), base));
}

function setAside(evidence: PlaceEvidence, cautions: readonly CautionCode[]): WeighedEvidence {
  return {
    kind: evidence.kind,
    path: evidence.path,
    weight: 0,
    places: [],
    words: REASON_WORDS.unknownPlace,
    cautions,
  };
}

/** `Laval (Quebec)`; alternatives joined by a stroke. */
function placeWords(places: readonly KnownPlace[], country: string, gazetteer: Gazetteer): Bilingual {
  const name = (place: KnownPlace, language: 'en' | 'fr') => {
    const province = place.province === null ? null : gazetteer.province(place.province);
    if (place.municipality !== null)
      return `${place.municipality[language]} (${province?.[language] ?? place.province})`;
    return province?.[language] ?? gazetteer.country(place.country)?.[language] ?? place.country;
  };
  const joined = (language: 'en' | 'fr') => places.map((place) => name(place, language)).join(' / ') || country;
  return { en: joined('en'), fr: joined('fr') };
}
