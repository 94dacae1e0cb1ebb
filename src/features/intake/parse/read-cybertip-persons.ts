import type { SubmittedAddress, SubmittedIdentifier, SubmittedPerson } from '../types.ts';
import { flagOf, type JsonNode, listOf, member, textOf } from './json-node.ts';
import { identifierOf } from './normalise-identifier.ts';
import { writtenTime } from './written-time.ts';

const PEOPLE = [
  { role: 'reported', path: ['reportedPeople', 'reportedPersons'] },
  { role: 'intended-recipient', path: ['intendedRecipients', 'intendedRecipients'] },
  { role: 'victim', path: ['victims', 'victims'] },
] as const;

/** The people of a CyberTip by role. */
export function readPersons(info: JsonNode): readonly SubmittedPerson[] {
  return PEOPLE.flatMap(({ role, path }) =>
    listOf(member(info, ...path)).map((node, at) =>
      readPerson(node, role, `reportedInformation.${path.join('.')}[${at}]`),
    ),
  );
}

const OTHER_KEYS = [
  'preferredName',
  'gender',
  'physicalDescription',
  'vehicleDescription',
  'vehicleTagNumber',
  'occupation',
  'relationshipToReporter',
  'relationshipToChildVictim',
  'accessToChildVictim',
  'accessToChildren',
  'accessToFirearms',
  'convictedSexOffender',
  'awareOfReport',
  'gangAffiliation',
  'disabilities',
  'additionalDisabilityInformation',
  'additionalContactInformation',
  'preferredPronouns',
];

function readPerson(node: JsonNode, role: SubmittedPerson['role'], path: string): SubmittedPerson {
  const other = OTHER_KEYS.flatMap((key) => {
    const value = textOf(member(node, key));
    return value === null ? [] : [[key, value] as const];
  });
  return {
    role,
    path,
    firstName: textOf(member(node, 'firstName')),
    middleName: textOf(member(node, 'middleName')),
    lastName: textOf(member(node, 'lastName')),
    dateOfBirth: textOf(member(node, 'dateOfBirth')),
    age: textOf(member(node, 'approximateAge')),
    addresses: listOf(member(node, 'addresses', 'addresses')).map(readAddress),
    estimatedLocation: null,
    identifiers: readPersonIdentifiers(node, path),
    other: Object.fromEntries(other),
  };
}

function readAddress(node: JsonNode): SubmittedAddress {
  const street = [textOf(member(node, 'street1')), textOf(member(node, 'street2'))].filter((line) => line !== null);
  return {
    kind: textOf(member(node, 'type')),
    street: street.length > 0 ? street.join(', ') : null,
    city: textOf(member(node, 'city')),
    region: textOf(member(node, 'state')),
    postalCode: textOf(member(node, 'postalCode')),
    country: textOf(member(node, 'country')),
    verified: flagOf(member(node, 'verified')),
  };
}

function readPersonIdentifiers(node: JsonNode, path: string): readonly SubmittedIdentifier[] {
  const service = textOf(member(node, 'espService'));
  const valued = (kind: 'email' | 'phone', list: JsonNode, at: string) =>
    listOf(list).flatMap((item, index) => {
      const value = textOf(member(item, 'value'));
      return value === null
        ? []
        : [identifierOf({ kind, value, verified: flagOf(member(item, 'verified')), path: `${path}.${at}[${index}]` })];
    });
  const single = (kind: 'account' | 'screen-name', value: string | null, at: string) =>
    value === null ? [] : [identifierOf({ kind, value, service, path: `${path}.${at}` })];
  return [
    ...single('account', textOf(member(node, 'espUserId')), 'espUserId'),
    ...single(
      'screen-name',
      textOf(member(node, 'screenName', 'value')) ?? textOf(member(node, 'screenName')),
      'screenName',
    ),
    ...valued('email', member(node, 'emails', 'emails'), 'emails'),
    ...valued('phone', member(node, 'phones', 'phones'), 'phones'),
    ...readCaptures(member(node, 'sourceInformation'), `${path}.sourceInformation`),
  ];
}

/** `captureType` is matched loosely: whatever contains IP is an address; the rest by its words. */
export function readCaptures(source: JsonNode, path: string): readonly SubmittedIdentifier[] {
  return listOf(member(source, 'sourceCaptures')).flatMap((capture, at) => {
    const value = textOf(member(capture, 'value'));
    const kind = captureKind(textOf(member(capture, 'captureType')) ?? '');
    if (value === null || kind === null) return [];
    const time = textOf(member(capture, 'dateTime'));
    return [
      identifierOf({
        kind,
        value,
        port: portOf(member(capture, 'port')),
        observed: time === null ? null : writtenTime(time),
        event: textOf(member(capture, 'eventName')),
        possibleProxy: flagOf(member(capture, 'possibleProxy')),
        path: `${path}.sourceCaptures[${at}]`,
      }),
    ];
  });
}

function captureKind(type: string): 'ip' | 'profile-url' | 'url' | 'device' | 'email' | 'phone' | null {
  if (/\bIP/i.test(type)) return 'ip';
  if (/profile.*url/i.test(type)) return 'profile-url';
  if (/url/i.test(type)) return 'url';
  if (/device/i.test(type)) return 'device';
  if (/mail/i.test(type)) return 'email';
  return /phone/i.test(type) ? 'phone' : null;
}

function portOf(node: JsonNode): number | null {
  const port = Number(textOf(node) ?? Number.NaN);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}
