import { type FilledTarget, portOf } from '../domain/fill-targets.ts';
import { isRole } from '../domain/mapping.ts';
import { identifierKindOf } from '../domain/mapping-targets.ts';
import { isAround } from '../domain/record-fields.ts';
import type { IdentifierKind, SubmittedAddress, SubmittedIdentifier, SubmittedPerson } from '../types.ts';
import { identifierOf } from './normalise-identifier.ts';

/** Kinds that belong to a service: an account is one of somewhere. */
const OF_A_SERVICE: ReadonlySet<IdentifierKind> = new Set([
  'account',
  'screen-name',
  'display-name',
  'group',
  'device',
  'payment',
]);

interface PersonKey {
  readonly item: number;
  readonly at: readonly number[];
}

/** The persons of a mapped record with what identifies them, and the identifiers that belong to nobody. */
export function mapPersons(filled: readonly FilledTarget[]): {
  readonly persons: readonly SubmittedPerson[];
  readonly identifiers: readonly SubmittedIdentifier[];
} {
  const given = filled.filter(({ text }) => text !== null);
  const details = given.filter(({ target }) => target.of === 'person');
  const named = given.filter(({ target }) => identifierKindOf(target.code) !== null);
  const keys = personKeys(details, named);
  const read = named.map((one) => ({ one, identifier: readIdentifier(one, given) }));
  const keyOf = (one: FilledTarget) => ownerOf(one, keys);
  return {
    persons: keys.map((key) =>
      personOf(
        key,
        details.filter(({ rule, at }) => rule.item === key.item && isAround(at, key.at)),
        read.filter(({ one }) => keyOf(one) === key).map(({ identifier }) => identifier),
      ),
    ),
    identifiers: read.filter(({ one }) => one.rule.item === 0).map(({ identifier }) => identifier),
  };
}

/** A person stands where a field of the record speaks of one; a constant role alone makes nobody. */
function personKeys(details: readonly FilledTarget[], named: readonly FilledTarget[]): readonly PersonKey[] {
  const keys: PersonKey[] = [];
  const add = ({ rule, at }: FilledTarget) => {
    const known = keys.some((key) => key.item === rule.item && key.at.join('.') === at.join('.'));
    if (!known) keys.push({ item: rule.item, at });
  };
  for (const one of details) if (one.place !== null && one.target.reads !== 'role') add(one);
  for (const one of details) if (one.place !== null && ownerOf(one, keys) === null) add(one);
  for (const one of named) {
    if (one.rule.item === 0 || ownerOf(one, keys) !== null) continue;
    // Logins of somebody unnamed are of one person, however many there are.
    keys.push({ item: one.rule.item, at: [] });
  }
  return keys.sort((a, b) => a.item - b.item);
}

/** The person around a field: of the same number, as near as there is one. */
function ownerOf({ rule, at }: FilledTarget, keys: readonly PersonKey[]): PersonKey | null {
  const around = keys.filter((key) => key.item === rule.item && (isAround(key.at, at) || at.length === 0));
  return around.sort((a, b) => b.at.length - a.at.length)[0] ?? null;
}

function personOf(
  key: PersonKey,
  details: readonly FilledTarget[],
  identifiers: readonly SubmittedIdentifier[],
): SubmittedPerson {
  const text = (name: string) => details.find(({ target }) => target.code === `person.${name}`)?.text ?? null;
  const role = text('role');
  const address: SubmittedAddress = {
    kind: null,
    street: text('street'),
    city: text('city'),
    region: text('region'),
    postalCode: text('postalCode'),
    country: text('country'),
    verified: null,
  };
  const hasAddress = [address.street, address.city, address.region, address.postalCode, address.country].some(Boolean);
  return {
    role: role !== null && isRole(role) ? role : 'reported',
    path: `person ${key.item}${key.at.length === 0 ? '' : `[${key.at.join('.')}]`}`,
    firstName: text('firstName'),
    middleName: text('middleName'),
    lastName: text('lastName'),
    dateOfBirth: text('dateOfBirth'),
    age: text('age'),
    addresses: hasAddress ? [address] : [],
    estimatedLocation: null,
    identifiers,
    other: {},
  };
}

function readIdentifier(one: FilledTarget, given: readonly FilledTarget[]): SubmittedIdentifier {
  const kind = identifierKindOf(one.target.code) ?? 'account';
  const beside = (detail: string) =>
    given.find(
      ({ target, rule, at }) =>
        target.code === `identifier.${detail}` &&
        rule.item === one.rule.item &&
        rule.part === one.rule.part &&
        isAround(at, one.at),
    );
  const isAddress = kind === 'ip';
  const port = isAddress ? beside('port')?.text : undefined;
  return identifierOf({
    kind,
    value: one.text ?? '',
    path: one.place ?? '',
    port: port == null ? null : portOf(port),
    observed: isAddress ? (beside('observedAt')?.time ?? null) : null,
    event: isAddress ? (beside('event')?.text ?? null) : null,
    service: OF_A_SERVICE.has(kind) ? (beside('service')?.text ?? null) : null,
  });
}
