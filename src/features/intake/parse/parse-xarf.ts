import { emptyReport, undescribedFile } from '../domain/empty-report.ts';
import { xarfSchemaFor } from '../formats/xarf-schema.ts';
import type { SubmittedFileDetails, SubmittedIdentifier, SubmittedPerson, SubmittedReport } from '../types.ts';
import { findDepartures } from './find-departures.ts';
import { type JsonNode, member, textOf } from './json-node.ts';
import type { JsonReader, ReadContext } from './json-reader.ts';
import { identifierOf } from './normalise-identifier.ts';
import { detailsOf, isIp, mineAll, narrativesAt, portOf, textsOf, timeDrift, timeOf } from './read-members.ts';
import { readShielded } from './read-shielded.ts';
import { type ReadPayloads, readPayloads } from './xarf-payloads.ts';

/** Its sender marks a trial run by this tag (interop page, 3). */
const TEST_TAG = 'lifecycle:test';

/** XARF v4 (interop page, 3): the content types, and any other as far as the core goes. */
export const xarfReader: JsonReader = {
  format: 'xarf',
  recognises: (root) => member(root, 'xarf_version') !== undefined,
  read: (root, context) => {
    const payloads = readPayloads(member(root, 'evidence') ?? []);
    const departures = findDepartures(xarfSchemaFor(textOf(member(root, 'type'))), root);
    // `_internal` is the sender's own: nothing of it is read.
    const { evidence: _, _internal: __, ...rest } = root as Readonly<Record<string, unknown>>;
    return readShielded(rest, (shown) =>
      readXarf(shown, context, { ...payloads, drift: [...departures, ...payloads.drift] }),
    );
  },
};

function readXarf(root: JsonNode, { now }: ReadContext, payloads: ReadPayloads): SubmittedReport {
  const type = [textOf(member(root, 'category')), textOf(member(root, 'type'))]
    .filter((part) => part !== null)
    .join('/');
  const occurred = timeOf(member(root, 'timestamp'));
  const person = readPerson(root);
  const narratives = [
    ...narrativesAt(member(root, 'description'), 'description'),
    ...narrativesAt(
      member(root, 'perpetrator_indicators', 'pattern_of_behavior'),
      'perpetrator_indicators.pattern_of_behavior',
    ),
    ...payloads.narratives,
  ];
  const tags = textsOf(member(root, 'tags'));
  return {
    ...emptyReport('xarf'),
    externalId: textOf(member(root, 'report_id')),
    senderName: textOf(member(root, 'reporter', 'org')) ?? textOf(member(root, 'sender', 'org')),
    isTest: tags.includes(TEST_TAG),
    annotations: tags,
    incidents: [
      {
        incidentType: [type, textOf(member(root, 'exploitation_type'))].filter((part) => part).join(', ') || null,
        platform: textOf(member(root, 'platform')),
        occurred,
        occurredDescription: null,
        description: null,
        offence: null,
      },
    ],
    internetDetails: otherMembers(root),
    persons: person === null ? [] : [person],
    identifiers: [...readIdentifiers(root), ...mineAll(narratives)],
    files: [...readFile(root), ...payloads.files],
    narratives,
    drift: [...payloads.drift, ...timeDrift(occurred, 'timestamp', now)],
    advice: payloads.advice,
  };
}

/** Members that have a place of their own in a report; all others stand among the internet details under the sender's names. */
const PLACED = [
  'report_id',
  'timestamp',
  'source_identifier',
  'source_port',
  'url',
  'tags',
  'description',
  'hash_values',
  'file_hash',
  'perpetrator_indicators',
  'ncmec_report_id',
];

function otherMembers(root: JsonNode): SubmittedReport['internetDetails'] {
  const fields: (readonly [string, readonly string[]])[] = [];
  const walk = (node: JsonNode, path: string, depth: number): void => {
    const texts = textsOf(node);
    if (texts.length > 0) fields.push([storable(path), texts]);
    else if (depth < 3 && typeof node === 'object' && node !== null && !Array.isArray(node))
      for (const [name, value] of Object.entries(node)) walk(value, path === '' ? name : `${path}.${name}`, depth + 1);
  };
  for (const [name, value] of Object.entries(root as object)) if (!PLACED.includes(name)) walk(value, name, 1);
  return detailsOf('xarf', Object.fromEntries(fields));
}

function storable(name: string): string {
  return name.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Where the material is, and from where it came; the port matters behind shared addresses. */
function readIdentifiers(root: JsonNode): readonly SubmittedIdentifier[] {
  const source = textOf(member(root, 'source_identifier'));
  const seen = timeOf(member(root, 'timestamp'));
  const url = textOf(member(root, 'url'));
  const tip = textOf(member(root, 'ncmec_report_id'));
  const kind = source?.includes('@') ? 'email' : 'url';
  return [
    ...(url === null ? [] : [identifierOf({ kind: 'url', value: url, path: 'url' })]),
    ...(source === null
      ? []
      : [
          identifierOf({
            kind: isIp(source) ? 'ip' : kind,
            value: source,
            port: portOf(member(root, 'source_port')),
            observed: seen,
            event: 'source',
            path: 'source_identifier',
          }),
        ]),
    ...(tip === null
      ? []
      : [identifierOf({ kind: 'prior-report', value: tip, service: 'NCMEC', path: 'ncmec_report_id' })]),
  ];
}

/** Of whoever is behind it a report of exploitation may name an account and addresses. */
function readPerson(root: JsonNode): SubmittedPerson | null {
  const path = 'perpetrator_indicators';
  const account = textOf(member(root, path, 'account_id'));
  const addresses = textsOf(member(root, path, 'ip_addresses'));
  if (account === null && addresses.length === 0) return null;
  return {
    role: 'reported',
    path,
    firstName: null,
    middleName: null,
    lastName: null,
    dateOfBirth: null,
    age: null,
    addresses: [],
    estimatedLocation: null,
    identifiers: [
      ...(account === null
        ? []
        : [
            identifierOf({
              kind: 'account',
              value: account,
              service: textOf(member(root, 'domain')),
              path: `${path}.account_id`,
            }),
          ]),
      ...addresses.map((value, at) => identifierOf({ kind: 'ip', value, path: `${path}.ip_addresses[${at}]` })),
    ],
    other: {},
  };
}

/** The file the report is about, by its hashes only. */
function readFile(root: JsonNode): readonly SubmittedFileDetails[] {
  const claimedHashes = ['hash_values', 'file_hash'].flatMap((list) =>
    ['md5', 'sha1', 'sha256', 'photodna'].flatMap((type) => {
      const value = textOf(member(root, list, type));
      return value === null ? [] : [{ type: type.toUpperCase(), value }];
    }),
  );
  if (claimedHashes.length === 0) return [];
  const classification = textOf(member(root, 'classification'));
  const industryClassification = classification !== null && /^[AB][12]$/.test(classification) ? classification : null;
  return [{ ...undescribedFile(null), industryClassification, claimedHashes, location: textOf(member(root, 'url')) }];
}
