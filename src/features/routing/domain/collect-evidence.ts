import type { IdentifierKind, PersonRole, Provenance, SubmittedAddress, WrittenTime } from '#features/intake/types';
import type { AddressClass, LocatedPlace, PlaceEvidence } from './place-evidence.ts';

/** An identifier of a report that may speak for a place. */
export interface PlaceIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly normal: string | null;
  readonly port: number | null;
  readonly observed: WrittenTime | null;
  readonly event: string | null;
  readonly provenance: Provenance;
  readonly verified: boolean | null;
  readonly possibleProxy: boolean | null;
  readonly personRole: PersonRole | null;
  readonly path: string;
}

/** A place as somebody wrote it; streets and names are not needed to route. */
export type WrittenAddress = Pick<SubmittedAddress, 'city' | 'region' | 'postalCode' | 'country' | 'verified'>;

/** Addresses and estimated places of one person of a report. */
export interface PersonPlaces {
  readonly role: PersonRole;
  /** Place of the person in the received document. */
  readonly path: string;
  readonly addresses: readonly WrittenAddress[];
  readonly estimatedLocation: WrittenAddress | null;
}

/** What a report says of places, before anything is looked up. */
export interface PlaceFacts {
  readonly identifiers: readonly PlaceIdentifier[];
  readonly persons: readonly PersonPlaces[];
}

/** The answers of the databases for one address text. */
export interface AddressLookup {
  readonly canonical: string;
  readonly addressClass: AddressClass;
  readonly located: LocatedPlace | null;
  readonly network: { readonly asn: number; readonly name: string } | null;
  readonly listedExit: { readonly list: string; readonly edition: string } | null;
}

/** Distinct address texts a report's evidence needs looked up. */
export function addressesToLookUp(facts: PlaceFacts): readonly string[] {
  return facts.identifiers.filter((item) => item.kind === 'ip' && speaksForAPlace(item)).map(addressText);
}

/** Turns a report's facts and the looked-up addresses into evidence; what was mined from free text places nobody. */
export function collectEvidence(
  facts: PlaceFacts,
  lookups: ReadonlyMap<string, AddressLookup>,
): readonly PlaceEvidence[] {
  const identified = facts.identifiers.filter(speaksForAPlace).flatMap((item) => identifierEvidence(item, lookups));
  return [...identified, ...facts.persons.flatMap(placesOfPerson)];
}

function identifierEvidence(
  item: PlaceIdentifier,
  lookups: ReadonlyMap<string, AddressLookup>,
): readonly PlaceEvidence[] {
  const { path, personRole } = item;
  if (item.kind === 'phone') {
    // Without an international form the country of the number would be a guess.
    if (item.normal?.startsWith('+') !== true) return [];
    return [{ kind: 'phone', path, personRole, e164: item.normal, verified: item.verified }];
  }
  const lookup = lookups.get(addressText(item));
  return [
    {
      kind: 'ip',
      path,
      personRole,
      address: lookup?.canonical ?? item.value,
      port: item.port,
      observed: item.observed,
      event: item.event,
      addressClass: lookup?.addressClass ?? 'unreadable',
      located: lookup?.located ?? null,
      network: lookup?.network ?? null,
      possibleProxy: item.possibleProxy,
      listedExit: lookup?.listedExit ?? null,
    },
  ];
}

function speaksForAPlace(item: PlaceIdentifier): boolean {
  return (item.kind === 'ip' || item.kind === 'phone') && item.provenance !== 'mined-from-text';
}

function addressText(item: PlaceIdentifier): string {
  return item.normal ?? item.value;
}

function placesOfPerson(person: PersonPlaces): readonly PlaceEvidence[] {
  const stated = (kind: 'address' | 'stated-place', place: WrittenAddress, path: string): PlaceEvidence => ({
    kind,
    path,
    personRole: person.role,
    city: place.city,
    region: place.region,
    postalCode: place.postalCode,
    country: place.country,
    verified: place.verified,
  });
  const estimated = person.estimatedLocation;
  return [
    ...person.addresses.map((place, index) => stated('address', place, `${person.path}.address[${index}]`)),
    ...(estimated === null ? [] : [stated('stated-place', estimated, `${person.path}.estimatedLocation`)]),
  ];
}
