import type { Instant } from '#core/clock.ts';
import type { PersonRole, WrittenTime } from '#features/intake/types';

/** What kind of range an address is in; only `public` ones have a place. */
export type AddressClass =
  | 'public'
  | 'private'
  | 'carrier-nat'
  | 'documentation'
  | 'loopback'
  | 'link-local'
  | 'unique-local'
  | 'six-to-four'
  | 'teredo'
  | 'nat64'
  | 'multicast'
  | 'benchmarking'
  | 'reserved'
  | 'unspecified'
  | 'unreadable';

/** Where a database puts an address, with the database and its edition (`YYYY-MM-DD`). */
export interface LocatedPlace {
  readonly country: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly level: 'country' | 'region' | 'city';
  readonly database: string;
  readonly edition: string;
  readonly contradictedBy: { readonly country: string; readonly database: string } | null;
}

/** What every piece of evidence says of itself. */
interface Sourced {
  /** Place in the received document: `personOrUserReported[0].ipCaptureEvent[2]`. */
  readonly path: string;
  /** Whose it is; null for what belongs to no person of the report. */
  readonly personRole: PersonRole | null;
}

/** An address used at a time. */
export interface IpEvidence extends Sourced {
  readonly kind: 'ip';
  readonly address: string;
  readonly port: number | null;
  readonly observed: WrittenTime | null;
  readonly event: string | null;
  readonly addressClass: AddressClass;
  readonly located: LocatedPlace | null;
  /** Who announces the address on the Internet. */
  readonly network: { readonly asn: number; readonly name: string } | null;
  /** The sender's own judgement; null when it said nothing. Kept apart from our lists. */
  readonly possibleProxy: boolean | null;
  /** The operator's list that holds the address, with its date. */
  readonly listedExit: { readonly list: string; readonly edition: string } | null;
}

/** A postal address, or a place the sender states for a person. */
export interface WrittenPlaceEvidence extends Sourced {
  readonly kind: 'address' | 'stated-place';
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly verified: boolean | null;
}

export interface PhoneEvidence extends Sourced {
  readonly kind: 'phone';
  /** E.164. */
  readonly e164: string;
  readonly verified: boolean | null;
}

export type PlaceEvidence = IpEvidence | WrittenPlaceEvidence | PhoneEvidence;

/** What routing needs to know of a report. */
export interface RoutableReport {
  readonly reportId: number;
  /** Evidence ages up to here; the receipt of the report. */
  readonly asOf: Instant;
  /** A child may be in immediate danger. */
  readonly imminent: boolean;
  readonly evidence: readonly PlaceEvidence[];
}
