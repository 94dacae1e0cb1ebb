import codeBook from '../../../../reference/intake/iccam-codes.json' with { type: 'json' };
import { emptyReport } from '../domain/empty-report.ts';
import { iccamSchema } from '../formats/iccam-schema.ts';
import type { SubmittedIdentifier, SubmittedReport } from '../types.ts';
import { findDepartures } from './find-departures.ts';
import { type JsonNode, member, textOf } from './json-node.ts';
import type { JsonReader, ReadContext } from './json-reader.ts';
import { identifierOf } from './normalise-identifier.ts';
import { detailsOf, isIp, mineAll, narrativesAt, textsOf, timeDrift, timeOf } from './read-members.ts';
import { readShielded } from './read-shielded.ts';

/**
 * A hotline's report as ICCAM writes it (interop page, 5; reconstructed, not confirmed by its owner). A code nobody here knows is kept
 * and shown as its number; the password of a source is masked before anything is read.
 */
export const iccamReader: JsonReader = {
  format: 'iccam-json',
  recognises: (root) =>
    member(root, 'hotlineReference') !== undefined || member(root, 'hotlineReceivedDate') !== undefined,
  read: (root, context) => readShielded(root, (shown) => readIccam(shown, context)),
};

const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = codeBook.codes;

const ASSESSED = [
  'classification',
  'ageCategorization',
  'genderCategorization',
  'virtualContentCategorization',
  'userGeneratedContentCategorization',
  'childModelingCategorization',
] as const;

function readIccam(root: JsonNode, { now }: ReadContext): SubmittedReport {
  const reportedAt = timeOf(member(root, 'hotlineReceivedDate'));
  const narratives = narrativesAt(member(root, 'memo'), 'memo');
  const assessed = (name: string) => member(root, 'assessment', name) ?? member(root, name);
  const classification = codes(assessed('classification'), 'classification');
  return {
    ...emptyReport('iccam-json'),
    externalId: textOf(member(root, 'hotlineReference')),
    reportedAt,
    incidents: [
      {
        incidentType: classification.length === 0 ? null : `ICCAM classification ${classification.join(', ')}`,
        platform: codes(member(root, 'sourceUrlSiteType'), 'sourceUrlSiteType').join(', ') || null,
        occurred: null,
        occurredDescription: null,
        description: null,
        offence: null,
      },
    ],
    internetDetails: detailsOf('iccam', {
      ...Object.fromEntries(ASSESSED.map((name) => [name, codes(assessed(name), name)])),
      reportingAnalystName: textsOf(member(root, 'reportingAnalystName')),
      assessingAnalystName: textsOf(assessed('assessingAnalystName')),
      siteType: codes(member(root, 'sourceUrlSiteType'), 'sourceUrlSiteType'),
      commerciality: codes(member(root, 'sourceUrlCommerciality'), 'commerciality'),
      paymentMethods: codes(member(root, 'sourceUrlPaymentMethods'), 'paymentMethods'),
      sourceUrlPassword: textsOf(member(root, 'sourceUrlPassword')),
      actions: actionsOf(member(root, 'actions')),
      hostingCountry: addressesOf(root).flatMap((node) => textsOf(member(node, 'hostingCountryCode'))),
    }),
    identifiers: [...readAddresses(root), ...readSource(root), ...mineAll(narratives)],
    narratives,
    drift: [...findDepartures(iccamSchema, root), ...timeDrift(reportedAt, 'hotlineReceivedDate', now)],
  };
}

/** `1 Baseline`; a code without a word as it stands. */
function codes(node: JsonNode, vocabulary: string): readonly string[] {
  return textsOf(node).map((code) => {
    const words = Object.hasOwn(CODES, vocabulary) ? CODES[vocabulary] : undefined;
    return words && Object.hasOwn(words, code) ? `${code} ${words[code]}` : code;
  });
}

function actionsOf(node: JsonNode): readonly string[] {
  if (!Array.isArray(node)) return codes(node, 'action');
  return node.flatMap((one: JsonNode) => codes(member(one, 'action') ?? one, 'action'));
}

function addressesOf(root: JsonNode): readonly JsonNode[] {
  const urls = member(root, 'urls');
  return Array.isArray(urls) ? urls : [urls];
}

function readAddresses(root: JsonNode): readonly SubmittedIdentifier[] {
  return addressesOf(root).flatMap((node, at) => {
    const url = textOf(node) ?? textOf(member(node, 'url'));
    const host = textOf(member(node, 'hostingIpAddress'));
    const about = { provenance: 'volunteered', path: `urls[${at}]` } as const;
    return [
      ...(url === null ? [] : [identifierOf({ ...about, kind: isIp(url) ? 'ip' : 'url', value: url })]),
      ...(host === null ? [] : [identifierOf({ ...about, kind: 'ip', value: host, event: 'host' })]),
    ];
  });
}

/** Where the material was found, and under which name the analyst got there. */
function readSource(root: JsonNode): readonly SubmittedIdentifier[] {
  const read = (kind: 'url' | 'account', name: string) =>
    textsOf(member(root, name)).map((value) => identifierOf({ kind, value, provenance: 'volunteered', path: name }));
  return [...read('url', 'sourceUrlReferrer'), ...read('account', 'sourceUrlUsername')];
}
