import { writeXml, type XmlNode, xmlNode } from '#platform/xml/write-xml.ts';
import { elementRule } from '../domain/ispws-elements.ts';
import { isUsaState } from '../domain/ispws-values.ts';
import type { PersonRole, SubmittedAddress, SubmittedIdentifier, SubmittedPerson, SubmittedReport } from '../types.ts';

/** Writes a report that was read from `<report>` back as one, in the schema's order: the proof that reading lost nothing. */
export function writeIspwsReport(report: SubmittedReport): string {
  const leaves = [
    ...incidentLeaves(report),
    ...internetLeaves(report),
    ...Object.entries(report.lawEnforcement ?? {}).map(([path, text]): Leaf => [`lawEnforcement${joined(path)}`, text]),
    ...report.persons.flatMap(personLeaves),
    ...report.identifiers.flatMap(identifierLeaves),
    ...report.narratives.map(({ path, body }): Leaf => [path, body]),
  ];
  const root = newBranch();
  for (const [path, text] of leaves) if (text !== null) setLeaf(root, path, text);
  return writeXml(nodeOf('report', 'report', root));
}

type Leaf = readonly [path: string, text: string | null];

function incidentLeaves(report: SubmittedReport): Leaf[] {
  const incident = report.incidents[0];
  return [
    ['batchedReport@reason', report.batchedReason],
    ['incidentSummary.incidentType', incident?.incidentType ?? null],
    ['incidentSummary.platform', incident?.platform ?? null],
    ['incidentSummary.escalateToHighPriority', report.senderAlarm],
    ...report.annotations.map((name): Leaf => [`incidentSummary.reportAnnotations.${name}`, '']),
    ['incidentSummary.incidentDateTime', incident?.occurred?.asWritten ?? null],
    ['incidentSummary.incidentDateTimeDescription', incident?.occurredDescription ?? null],
  ];
}

function internetLeaves(report: SubmittedReport): Leaf[] {
  return report.internetDetails.flatMap(({ kind, fields }, index) => {
    const place = `internetDetails[${index}].${kind}`;
    const all = Object.entries(fields).flatMap(([name, values]) =>
      values.map((value, at): Leaf => [`${place}${joined(/[@[\].]/.test(name) ? name : `${name}[${at}]`)}`, value]),
    );
    return [[place, ''], ...all] satisfies Leaf[];
  });
}

/** The element inside a person's own that holds the civil identity; associated accounts and contact persons are their own. */
const INNER: Readonly<Record<PersonRole, string | null>> = {
  reported: 'personOrUserReportedPerson',
  'intended-recipient': 'intendedRecipientPerson',
  victim: 'victimPerson',
  reporter: 'reportingPerson',
  third: null,
};

function personLeaves(person: SubmittedPerson): Leaf[] {
  const isContact = person.path === 'reporter.contactPerson';
  const inner = isContact ? null : INNER[person.role];
  const identity = inner === null ? person.path : `${person.path}.${inner}`;
  const required: Leaf[] =
    person.role === 'victim' || (person.role === 'reporter' && !isContact) ? [[identity, '']] : [];
  const place = person.estimatedLocation;
  return [
    [person.path, ''],
    ...required,
    [`${identity}.firstName`, person.firstName],
    [`${identity}.middleName`, person.middleName],
    [`${identity}.lastName`, person.lastName],
    [`${identity}.${person.role === 'third' ? 'approximateAge' : 'age'}`, person.age],
    [`${identity}.dateOfBirth`, person.dateOfBirth],
    ...person.addresses.flatMap((address, index) => addressLeaves(address, `${identity}.address[${index}]`)),
    [`${person.path}.estimatedLocation`, place === null ? null : ''],
    [`${person.path}.estimatedLocation.city`, place?.city ?? null],
    [`${person.path}.estimatedLocation.region`, place?.region ?? null],
    [`${person.path}.estimatedLocation.countryCode`, place?.country ?? null],
    [`${person.path}.estimatedLocation@verified`, textOfBoolean(place?.verified ?? null)],
    ...person.identifiers.flatMap(identifierLeaves),
    ...Object.entries(person.other).map(([path, text]): Leaf => [`${person.path}${joined(path)}`, text]),
  ];
}

function addressLeaves(address: SubmittedAddress, path: string): Leaf[] {
  // The form has one region; only a United States postal code can have come from `state`.
  const region = address.region !== null && isUsaState(address.region) ? 'state' : 'nonUsaState';
  return [
    [path, ''],
    [`${path}@type`, address.kind],
    [`${path}.address`, address.street],
    [`${path}.city`, address.city],
    [`${path}.zipCode`, address.postalCode],
    [`${path}.${region}`, address.region],
    [`${path}.country`, address.country],
  ];
}

function identifierLeaves(identifier: SubmittedIdentifier): Leaf[] {
  const { kind, path, value } = identifier;
  if (identifier.provenance === 'mined-from-text') return [];
  const captured: Leaf[] = [
    [`${path}.eventName`, identifier.event],
    [`${path}.dateTime`, identifier.observed?.asWritten ?? null],
  ];
  if (kind === 'ip') {
    const port = identifier.port === null ? null : String(identifier.port);
    const proxy = textOfBoolean(identifier.possibleProxy);
    return [[`${path}.ipAddress`, value], ...captured, [`${path}.possibleProxy`, proxy], [`${path}.port`, port]];
  }
  if (kind === 'device') return [[`${path}.idType`, identifier.service], [`${path}.idValue`, value], ...captured];
  return [
    [path, value],
    [`${path}@verified`, textOfBoolean(identifier.verified)],
  ];
}

function textOfBoolean(value: boolean | null): string | null {
  return value === null ? null : String(value);
}

function joined(path: string): string {
  return path.startsWith('@') ? path : `.${path}`;
}

interface Branch {
  text: string;
  readonly attributes: Record<string, string>;
  /** By name, then by index. */
  readonly children: Map<string, Branch[]>;
}

function newBranch(): Branch {
  return { text: '', attributes: {}, children: new Map() };
}

function setLeaf(root: Branch, path: string, text: string): void {
  const [elements = '', attribute] = path.split('@');
  let branch = root;
  for (const step of elements.split('.')) {
    const [, name = step, index = '0'] = /^(.*?)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const known = branch.children.get(name) ?? [];
    branch.children.set(name, known);
    while (known.length <= Number(index)) known.push(newBranch());
    branch = known[Number(index)] ?? branch;
  }
  if (attribute === undefined) branch.text = text;
  else branch.attributes[attribute] = text;
}

/** Children in the order of the schema's slots; unknown ones last, as they came. */
function nodeOf(name: string, ruleName: string, branch: Branch): XmlNode {
  const { slots } = elementRule(ruleName);
  const places = new Map(
    slots.flatMap((slot, at) => slot.alternatives.map((each) => [each.name, { at, rule: each.rule }] as const)),
  );
  const at = (child: string) => places.get(child)?.at ?? slots.length;
  const children = [...branch.children.entries()]
    .sort(([a], [b]) => at(a) - at(b))
    .flatMap(([child, list]) => list.map((each) => nodeOf(child, places.get(child)?.rule ?? child, each)));
  return xmlNode(name, children.length > 0 ? children : branch.text, branch.attributes);
}
