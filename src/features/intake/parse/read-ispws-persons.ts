import type { PersonRole, SubmittedAddress, SubmittedNarrative, SubmittedPerson } from '../types.ts';
import { mineText } from './mine-text.ts';
import { accounts, contacts, devices, ipCaptures, stated } from './read-ispws-identifiers.ts';
import { attributeOf, attributesOf, booleanOf, each, leavesOf, one, type Placed, textOf } from './walk-elements.ts';

export interface ReadPersons {
  readonly persons: readonly SubmittedPerson[];
  readonly narratives: readonly SubmittedNarrative[];
}

/** Element → role, and the element inside that holds the civil identity. */
const ROLES: readonly (readonly [name: string, role: PersonRole, inner: string])[] = [
  ['personOrUserReported', 'reported', 'personOrUserReportedPerson'],
  ['intendedRecipient', 'intended-recipient', 'intendedRecipientPerson'],
  ['victim', 'victim', 'victimPerson'],
];

const NARRATIVES = new Set(['profileBio', 'additionalInfo']);

/** Read into fields, identifiers or narratives; what is not named here goes to `other`. */
const READ = new Set([
  ...['firstName', 'middleName', 'lastName', 'age', 'approximateAge', 'dateOfBirth', 'phone', 'email', 'address'],
  ...['espIdentifier', 'screenName', 'displayName', 'profileUrl', 'groupIdentifier', 'priorCTReports', 'priorCTReport'],
  ...['ipCaptureEvent', 'deviceId', 'estimatedLocation', 'associatedAccount', ...NARRATIVES],
]);

/** Everyone a report names, by role. Associated accounts are third persons, but a victim's stay with the victim, under the victim's rules. */
export function readPersons(report: Placed): ReadPersons {
  const persons: SubmittedPerson[] = [];
  const narratives: SubmittedNarrative[] = [];
  const add = (user: Placed, role: PersonRole, inner: string | null) => {
    const person = readPerson(user, role, inner);
    persons.push(person);
    narratives.push(...narrativesOf(user, role === 'victim'));
  };
  for (const [name, role, inner] of ROLES) {
    for (const user of each(report, name, 'repeats')) {
      add(user, role, inner);
      if (role !== 'victim')
        for (const account of each(user, 'associatedAccount', 'repeats')) add(account, 'third', null);
    }
  }
  const reporter = one(report, 'reporter');
  if (reporter !== null) persons.push(readPerson(reporter, 'reporter', 'reportingPerson'));
  const contact = one(reporter, 'contactPerson');
  if (contact !== null) persons.push(readPerson(contact, 'reporter', null));
  return { persons, narratives };
}

function readPerson(user: Placed, role: PersonRole, innerName: string | null): SubmittedPerson {
  const inner = innerName === null ? user : one(user, innerName);
  const linked = role === 'victim' ? each(user, 'associatedAccount', 'repeats') : [];
  const identifiers = [user, ...linked].flatMap((from) => [
    ...(from === user ? contactsOf(inner) : contactsOf(from)),
    ...accounts(from),
    ...ipCaptures(from),
    ...devices(from),
    ...minedOf(from, role),
  ]);
  return {
    role,
    path: user.path,
    firstName: textOf(inner, 'firstName'),
    middleName: textOf(inner, 'middleName'),
    lastName: textOf(inner, 'lastName'),
    dateOfBirth: textOf(inner, 'dateOfBirth'),
    age: textOf(inner, 'age') ?? textOf(inner, 'approximateAge'),
    addresses: inner === null ? [] : each(inner, 'address', 'repeats').map(readAddress),
    estimatedLocation: readEstimate(one(user, 'estimatedLocation')),
    identifiers: stated(identifiers),
    other: Object.fromEntries(otherOf(user, inner, innerName, linked)),
  };
}

function contactsOf(inner: Placed | null) {
  return inner === null ? [] : contacts(inner, { phone: 'phone', email: 'email' });
}

/** A user's own biography speaks of the user; of a victim every text stays with the victim. */
function minedOf(user: Placed, role: PersonRole) {
  const own = narrativesOf(user, false).filter(({ path }) => role === 'victim' || path.endsWith('.profileBio'));
  return own.flatMap(({ path, body }) => mineText(body, path));
}

function narrativesOf(user: Placed, restricted: boolean): SubmittedNarrative[] {
  const own = [...NARRATIVES].flatMap((name) =>
    each(user, name, name === 'additionalInfo' && user.element.name === 'intendedRecipient' ? 'repeats' : 'single'),
  );
  const bodies = own
    .filter(({ element }) => element.text.trim() !== '')
    .map(({ element, path }) => ({ path, body: element.text, restricted }));
  const linked = restricted ? each(user, 'associatedAccount', 'repeats') : [];
  return [...bodies, ...linked.flatMap((account) => narrativesOf(account, restricted))];
}

/** By path from the person: leaves without a field of their own, and what attributes say about phones, addresses and places. */
function otherOf(
  user: Placed,
  inner: Placed | null,
  innerName: string | null,
  linked: readonly Placed[],
): [string, string][] {
  const from = (path: string) => path.slice(user.path.length + 1);
  const entries: [string, string][] = attributesOf(user.element).map(([name, value]) => [`@${name}`, value]);
  const skipped = new Set([
    ...READ,
    innerName ?? '',
    'contactPerson',
    ...(user.element.name === 'reporter' ? ['reportingPerson'] : []),
  ]);
  entries.push(...leavesOf(user.element, '', skipped).filter(([path]) => path !== '' && !path.startsWith('@')));
  if (inner !== null) {
    const prefix = inner === user ? '' : from(inner.path);
    if (inner !== user) entries.push(...leavesOf(inner.element, prefix, READ).filter(([path]) => path !== prefix));
    for (const name of ['phone', 'email']) {
      for (const contact of each(inner, name, 'repeats'))
        entries.push(...remarks(contact, from(contact.path), 'verified'));
    }
    for (const address of each(inner, 'address', 'repeats')) entries.push(...secondRegion(address, from(address.path)));
  }
  const estimate = one(user, 'estimatedLocation');
  if (estimate !== null) entries.push(...remarks(estimate, from(estimate.path), 'verified'));
  return [...entries, ...linked.flatMap(({ element, path }) => leavesOf(element, from(path), NARRATIVES))];
}

function remarks(placed: Placed, from: string, read: string): [string, string][] {
  return attributesOf(placed.element)
    .filter(([name]) => name !== read)
    .map(([name, value]) => [`${from}@${name}`, value]);
}

function readAddress(address: Placed): SubmittedAddress {
  return {
    kind: attributeOf(address, 'type'),
    street: textOf(address, 'address'),
    city: textOf(address, 'city'),
    region: textOf(address, 'state') ?? textOf(address, 'nonUsaState'),
    postalCode: textOf(address, 'zipCode'),
    country: textOf(address, 'country'),
    verified: null,
  };
}

function secondRegion(address: Placed, from: string): [string, string][] {
  const second = textOf(address, 'nonUsaState');
  return second !== null && textOf(address, 'state') !== null ? [[`${from}.nonUsaState`, second]] : [];
}

function readEstimate(place: Placed | null): SubmittedAddress | null {
  if (place === null) return null;
  return {
    kind: null,
    street: null,
    city: textOf(place, 'city'),
    region: textOf(place, 'region'),
    postalCode: null,
    country: textOf(place, 'countryCode'),
    verified: booleanOf(attributeOf(place, 'verified')),
  };
}
