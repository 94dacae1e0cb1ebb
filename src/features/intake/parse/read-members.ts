import type { Instant } from '#core/clock.ts';
import { parseAddress } from '#platform/geo/address-bits.ts';
import { undescribedFile } from '../domain/empty-report.ts';
import {
  type Drift,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  PERSON_ROLES,
  PROVENANCES,
  type Provenance,
  type SubmittedAddress,
  type SubmittedFileDetails,
  type SubmittedIdentifier,
  type SubmittedNarrative,
  type SubmittedPerson,
  type WrittenTime,
} from '../types.ts';
import { flagOf, type JsonNode, listOf, member, textOf } from './json-node.ts';
import { mineText } from './mine-text.ts';
import { identifierOf } from './normalise-identifier.ts';
import { writtenTimeOrNull } from './written-time.ts';

// The members our own formats share: hotline, referral and package write persons, identifiers and files in one way.

/** What holds for a whole document unless a member says otherwise. */
export interface Terms {
  readonly provenance: Provenance;
  readonly caveat: string | null;
}

/** A time as written, also where it stands as `{asWritten}`. */
export function timeOf(node: JsonNode): WrittenTime | null {
  return writtenTimeOrNull(textOf(member(node, 'asWritten')) ?? textOf(node));
}

/** What is to be said of a time: no zone, no time, or later than its receipt. */
export function timeDrift(time: WrittenTime | null, path: string, now: Instant): readonly Drift[] {
  if (time === null) return [];
  if (time.zone === 'unstated') return [{ path, kind: 'zone-unstated', detail: 'time without a zone' }];
  if (time.zone === 'unreadable') return [{ path, kind: 'unreadable-value', detail: 'not a time' }];
  return time.instant !== null && time.instant > now
    ? [{ path, kind: 'future-date', detail: 'later than its receipt' }]
    : [];
}

/** A port, or null for what is none. */
export function portOf(node: JsonNode): number | null {
  const port = Number(textOf(node) ?? Number.NaN);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

/** Texts of a list of texts, or one text. */
export function textsOf(node: JsonNode): readonly string[] {
  const single = textOf(node);
  if (single !== null) return [single];
  return Array.isArray(node) ? node.flatMap((item) => textOf(item) ?? []) : [];
}

/** A person in the role the document gives, or the one their list stands for. */
export function readPerson(
  node: JsonNode,
  path: string,
  terms: Terms,
  role: SubmittedPerson['role'] | null = null,
): SubmittedPerson {
  const stated = textOf(member(node, 'role'));
  const known = [
    'role',
    'name',
    'firstName',
    'middleName',
    'lastName',
    'dateOfBirth',
    'age',
    'addresses',
    'identifiers',
    'narrative',
  ];
  const other = Object.entries(typeof node === 'object' && node !== null && !Array.isArray(node) ? node : {}).flatMap(
    ([name, value]) => {
      const text = known.includes(name) ? null : textsOf(value).join(', ') || null;
      return text === null ? [] : [[name.toWellFormed().replaceAll('\0', '\uFFFD'), text] as const];
    },
  );
  return {
    role: role ?? PERSON_ROLES.find((one) => one === stated) ?? 'third',
    path,
    firstName: textOf(member(node, 'firstName')),
    middleName: textOf(member(node, 'middleName')),
    lastName: textOf(member(node, 'lastName')) ?? textOf(member(node, 'name')),
    dateOfBirth: textOf(member(node, 'dateOfBirth')),
    age: textOf(member(node, 'age')),
    addresses: listOf(member(node, 'addresses')).map(readAddress),
    estimatedLocation: null,
    identifiers: readIdentifiers(member(node, 'identifiers'), `${path}.identifiers`, terms),
    other: Object.fromEntries(other),
  };
}

function readAddress(node: JsonNode): SubmittedAddress {
  return {
    kind: textOf(member(node, 'kind')),
    street: textOf(member(node, 'street')),
    city: textOf(member(node, 'city')),
    region: textOf(member(node, 'region')),
    postalCode: textOf(member(node, 'postalCode')),
    country: textOf(member(node, 'country')),
    verified: flagOf(member(node, 'verified')),
  };
}

/** Identifiers with their own origin and caveat, else the document's. One without a value is none. */
export function readIdentifiers(list: JsonNode, path: string, terms: Terms): readonly SubmittedIdentifier[] {
  return listOf(list).flatMap((node, at) => {
    const value = textOf(member(node, 'value'));
    if (value === null) return [];
    return [
      identifierOf({
        kind: kindOf(textOf(member(node, 'kind'))),
        value,
        service: textOf(member(node, 'service')),
        port: portOf(member(node, 'port')),
        observed: timeOf(member(node, 'observed')),
        event: textOf(member(node, 'event')),
        provenance: provenanceOf(member(node, 'provenance')) ?? terms.provenance,
        caveat: [textOf(member(node, 'caveat')), terms.caveat].filter((one) => one !== null).join('; ') || null,
        verified: flagOf(member(node, 'verified')),
        possibleProxy: flagOf(member(node, 'possibleProxy')),
        path: `${path}[${at}]`,
      }),
    ];
  });
}

export function provenanceOf(node: JsonNode): Provenance | null {
  return PROVENANCES.find((one) => one === node) ?? null;
}

/** An unknown kind is read as an account: the one kind that promises nothing of its form. */
function kindOf(text: string | null): IdentifierKind {
  return IDENTIFIER_KINDS.find((kind) => kind === text) ?? 'account';
}

/** Free text at a member, one narrative for each text. */
export function narrativesAt(node: JsonNode, path: string, restricted = false): readonly SubmittedNarrative[] {
  return textsOf(node).map((body, at) => ({ path: Array.isArray(node) ? `${path}[${at}]` : path, body, restricted }));
}

/** Identifiers mined from the texts that are not a victim's. */
export function mineAll(narratives: readonly SubmittedNarrative[]): readonly SubmittedIdentifier[] {
  return narratives.filter((one) => !one.restricted).flatMap((one) => mineText(one.body, one.path));
}

/** `CC 163.1(3), distribution`: the section first, as it is compared. */
export function offenceOf(node: JsonNode): string | null {
  const parts = [textOf(member(node, 'section')), textOf(member(node, 'text'))].filter((part) => part !== null);
  return textOf(node) ?? (parts.length === 0 ? null : parts.join(', '));
}

/** Whether a text is an address of the network rather than of the web. */
export function isIp(text: string): boolean {
  return parseAddress(text.trim()) !== null;
}

const HASHES = ['md5', 'sha1', 'sha256', 'sha512', 'photodna', 'pdq'] as const;

/** A file by its name and hashes; the bytes come beside, or never. */
export function readFileByHash(node: JsonNode): SubmittedFileDetails {
  const own = HASHES.flatMap((type) => {
    const value = textOf(member(node, type));
    return value === null ? [] : [{ type: type.toUpperCase(), value }];
  });
  const claimed = listOf(member(node, 'claimedHashes')).flatMap((hash) => {
    const value = textOf(member(hash, 'value'));
    return value === null ? [] : [{ type: textOf(member(hash, 'type')) ?? '', value }];
  });
  const name = textOf(member(node, 'originalName')) ?? textOf(member(node, 'name'));
  const classification = textOf(member(node, 'classification'));
  return {
    ...undescribedFile(textOf(member(node, 'path'))),
    originalName: name,
    viewedByEsp: flagOf(member(node, 'viewedByEsp')),
    industryClassification: classification,
    claimedHashes: [...own, ...claimed],
    notes: textsOf(member(node, 'notes')),
  };
}

/** Names with texts as internet details; those without a text are left out, all of them null. */
export function detailsOf(
  kind: string,
  fields: Readonly<Record<string, readonly string[]>>,
): readonly { readonly kind: string; readonly fields: Readonly<Record<string, readonly string[]>> }[] {
  const stated = Object.entries(fields).filter(([, values]) => values.length > 0);
  return stated.length === 0 ? [] : [{ kind, fields: Object.fromEntries(stated) }];
}

/** A record of what is stated: a member without a text is left out. */
export function statedOf(members: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}
