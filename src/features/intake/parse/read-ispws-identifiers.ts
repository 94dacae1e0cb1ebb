import type { IdentifierKind, SubmittedIdentifier } from '../types.ts';
import { identifierOf } from './normalise-identifier.ts';
import { attributeOf, booleanOf, each, type Placed, textOf } from './walk-elements.ts';
import { writtenTimeOrNull } from './written-time.ts';

/** Address, port, time and event of each capture, wherever the schema lets them stand. */
export function ipCaptures(parent: Placed): SubmittedIdentifier[] {
  return each(parent, 'ipCaptureEvent', 'repeats').map((capture) => {
    const port = Number(textOf(capture, 'port') ?? Number.NaN);
    return identifierOf({
      kind: 'ip',
      value: textOf(capture, 'ipAddress') ?? '',
      port: Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null,
      observed: writtenTimeOrNull(textOf(capture, 'dateTime')),
      event: textOf(capture, 'eventName'),
      possibleProxy: booleanOf(textOf(capture, 'possibleProxy')),
      path: capture.path,
    });
  });
}

/** Devices; the kind of number (`idType`) stands where other identifiers name their service. */
export function devices(parent: Placed): SubmittedIdentifier[] {
  return each(parent, 'deviceId', 'repeats').map((device) =>
    identifierOf({
      kind: 'device',
      value: textOf(device, 'idValue') ?? '',
      service: textOf(device, 'idType'),
      observed: writtenTimeOrNull(textOf(device, 'dateTime')),
      event: textOf(device, 'eventName'),
      path: device.path,
    }),
  );
}

/** Phone numbers and e-mail addresses with what was stated about each. */
export function contacts(
  parent: Placed,
  names: { readonly phone: string; readonly email: string },
): SubmittedIdentifier[] {
  const contact = (kind: 'phone' | 'email') => (placed: Placed) =>
    identifierOf({
      kind,
      value: placed.element.text,
      verified: booleanOf(attributeOf(placed, 'verified')),
      callingCode: attributeOf(placed, 'countryCallingCode'),
      path: placed.path,
    });
  const phones = each(parent, names.phone, names.phone === 'phoneNumber' ? 'single' : 'repeats');
  return [...phones.map(contact('phone')), ...each(parent, names.email, 'repeats').map(contact('email'))];
}

/** How the elements of an account map to kinds, and which of them belong to a service. */
const ACCOUNT_FIELDS: readonly (readonly [
  name: string,
  kind: IdentifierKind,
  occurrence: 'repeats' | 'single',
  ofService: boolean,
])[] = [
  ['espIdentifier', 'account', 'single', true],
  ['screenName', 'screen-name', 'single', true],
  ['displayName', 'display-name', 'repeats', true],
  ['profileUrl', 'profile-url', 'repeats', true],
  ['groupIdentifier', 'group', 'single', true],
  ['priorCTReports', 'prior-report', 'repeats', false],
  ['priorCTReport', 'prior-report', 'repeats', false],
];

/** Account, names, profile, group and earlier reports of one user. */
export function accounts(parent: Placed): SubmittedIdentifier[] {
  const service = textOf(parent, 'espService');
  const compromised = booleanOf(textOf(parent, 'compromisedAccount')) === true;
  return ACCOUNT_FIELDS.flatMap(([name, kind, occurrence, ofService]) =>
    each(parent, name, occurrence)
      .filter(({ element }) => element.text.trim() !== '')
      .map(({ element, path }) =>
        identifierOf({
          kind,
          value: element.text,
          service: ofService ? service : null,
          caveat: compromised && kind === 'account' ? 'compromisedAccount' : null,
          path,
        }),
      ),
  );
}

/** Drops what was sent without a value. */
export function stated(identifiers: readonly SubmittedIdentifier[]): SubmittedIdentifier[] {
  return identifiers.filter((identifier) => identifier.value !== '');
}
