import { emptyReport, undescribedFile } from '../domain/empty-report.ts';
import type { SubmittedFileDetails, SubmittedIncident, SubmittedReport } from '../types.ts';
import { type JsonNode, listOf, member, textOf } from './json-node.ts';
import type { ReadContext } from './json-reader.ts';
import {
  mineAll,
  narrativesAt,
  readFileByHash,
  readIdentifiers,
  readPerson,
  statedOf,
  type Terms,
  timeDrift,
  timeOf,
} from './read-members.ts';
import { readShielded } from './read-shielded.ts';

/**
 * The account a package of another clearing house gives of itself (`referral.json`), as one report: facts keep the origin and caveat
 * they came with, and bear the package's classification. Files name the path of their bytes in the bag as `givenName`.
 */
export function readPackageAccount(root: JsonNode, { now }: ReadContext): SubmittedReport {
  return readShielded(root, (shown) => readAccount(shown, { now }));
}

function readAccount(root: JsonNode, { now }: ReadContext): SubmittedReport {
  const reports = listOf(member(root, 'reports'));
  const terms = termsOf(root);
  const reportedAt = firstReceipt(reports);
  const narratives = reports.flatMap((report, at) =>
    listOf(member(report, 'narratives')).flatMap((one, index) =>
      narrativesAt(member(one, 'body'), `reports[${at}].narratives[${index}]`),
    ),
  );
  const alarm = reports.flatMap((report) => textOf(member(report, 'senderAlarm')) ?? [])[0] ?? null;
  return {
    ...emptyReport('package'),
    externalId: textOf(member(root, 'package', 'number')),
    senderName: textOf(member(root, 'originator', 'name', 'en')) ?? textOf(member(root, 'originator', 'name', 'fr')),
    reportedAt,
    senderAlarm: alarm,
    incidents: reports.flatMap((report) => listOf(member(report, 'incidents')).map(readIncident)),
    lawEnforcement: lawEnforcementOf(root, reports),
    persons: reports.flatMap((report, at) =>
      listOf(member(report, 'persons')).map((node, index) =>
        readPerson(node, `reports[${at}].persons[${index}]`, terms),
      ),
    ),
    identifiers: [
      ...reports.flatMap((report, at) =>
        readIdentifiers(member(report, 'identifiers'), `reports[${at}].identifiers`, terms),
      ),
      ...mineAll(narratives),
    ],
    files: reports.flatMap((report) => [...readEvidence(report), ...readOriginal(report)]),
    narratives,
    drift: timeDrift(reportedAt, 'reports[].receivedAt', now),
  };
}

/** A fact that says nothing of its origin was passed on by another body. */
function termsOf(root: JsonNode): Terms {
  const classification = textOf(member(root, 'package', 'classification', 'en'));
  const originator = textOf(member(root, 'originator', 'name', 'en'));
  const parts = [classification, originator].filter((part) => part !== null);
  return { provenance: 'foreign-agency', caveat: parts.length === 0 ? null : parts.join(', ') };
}

/** The earliest receipt among the reports of a package: what was first known is what periods run from. */
function firstReceipt(reports: readonly JsonNode[]): SubmittedReport['reportedAt'] {
  const times = reports.flatMap((report) => timeOf(member(report, 'receivedAt')) ?? []);
  return times.filter((time) => time.instant !== null).sort((a, b) => (a.asWritten < b.asWritten ? -1 : 1))[0] ?? null;
}

function readIncident(node: JsonNode): SubmittedIncident {
  return {
    incidentType: textOf(member(node, 'type')),
    platform: textOf(member(node, 'platform')),
    occurred: timeOf(member(node, 'occurred')),
    occurredDescription: textOf(member(node, 'occurredDescription')),
    description: null,
    offence: textOf(member(node, 'offence')),
  };
}

function readEvidence(report: JsonNode): readonly SubmittedFileDetails[] {
  return listOf(member(report, 'files')).map((node) => {
    const caveat = textOf(member(node, 'caveat'));
    const file = readFileByHash(node);
    return caveat === null ? file : { ...file, notes: [...file.notes, caveat] };
  });
}

/** The document another house received, kept beside its account of it. */
function readOriginal(report: JsonNode): readonly SubmittedFileDetails[] {
  const path = textOf(member(report, 'original', 'path'));
  if (path === null) return [];
  const sha256 = textOf(member(report, 'original', 'sha256'));
  return [
    {
      ...undescribedFile(path),
      relevance: 'Original report',
      claimedHashes: sha256 === null ? [] : [{ type: 'SHA256', value: sha256 }],
    },
  ];
}

function lawEnforcementOf(root: JsonNode, reports: readonly JsonNode[]): Readonly<Record<string, string>> {
  return statedOf({
    agency: textOf(member(root, 'originator', 'name', 'en')),
    officer: textOf(member(root, 'author')) ?? textOf(member(root, 'originator', 'contactName')),
    email: textOf(member(root, 'originator', 'email')),
    phone: textOf(member(root, 'originator', 'phone')),
    caseNumber: textOf(member(root, 'package', 'number')),
    classification: textOf(member(root, 'package', 'classification', 'en')),
    urgency: textOf(member(root, 'package', 'urgency')),
    reports: reports.flatMap((report) => textOf(member(report, 'number')) ?? []).join(', ') || null,
  });
}
