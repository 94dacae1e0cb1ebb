import type { Instant } from '#core/clock.ts';
import type { Drift, SubmittedIdentifier, SubmittedNarrative, SubmittedReport } from '../types.ts';
import { flagOf, type JsonNode, listOf, member, textOf } from './json-node.ts';
import type { JsonReader } from './json-reader.ts';
import { mineText } from './mine-text.ts';
import { readFile } from './read-cybertip-files.ts';
import { readCaptures, readPersons } from './read-cybertip-persons.ts';
import { readSections } from './read-cybertip-sections.ts';
import { writtenTime } from './written-time.ts';

/**
 * The CyberTip in the JSON shape of the interop page, 2.1 (reconstructed; not confirmed by its owner). Tolerant: any node may be
 * missing or null; recognised by a number of its own or by reported information.
 */
export const cyberTipReader: JsonReader = {
  format: 'cybertip-json',
  recognises: (root) =>
    typeof member(root, 'reportedInformation') === 'object' || textOf(member(root, 'reportId')) !== null,
  read: (root, { now }) => {
    const info = member(root, 'reportedInformation');
    return readReport(root, info, textOf(member(root, 'reportId')), now);
  },
};

function readReport(root: JsonNode, info: JsonNode, externalId: string | null, now: Instant): SubmittedReport {
  const summary = member(info, 'incidentSummary');
  const occurredText = textOf(member(summary, 'incidentDateTime'));
  const received = textOf(member(root, 'dateReceived'));
  const occurred = occurredText === null ? null : writtenTime(occurredText);
  const narratives = [...readNarratives(info), ...readSections(root, info)];
  const priority =
    textOf(member(root, 'priority')) ?? textOf(member(root, 'ncmecPriority')) ?? textOf(member(summary, 'priority'));
  return {
    format: 'cybertip-json',
    externalId,
    senderName: textOf(member(info, 'reportingEsp', 'espName')) ?? textOf(member(info, 'reportingEsp', 'lastName')),
    reportedAt: received === null ? null : writtenTime(received),
    senderAlarm: priority === '1' ? 'NCMEC priority 1' : textOf(member(summary, 'escalateToHighPriority')),
    ncmecPriority: priority,
    batchedReason: textOf(member(info, 'batchedReport', 'reason')),
    isTest: false,
    annotations: Object.entries((member(summary, 'reportAnnotations') as object | null) ?? {})
      .filter(([, value]) => flagOf(value) === true)
      .map(([name]) => name),
    incidents: [
      {
        incidentType: textOf(member(summary, 'incidentType')),
        platform: textOf(member(summary, 'platform')),
        occurred,
        occurredDescription: textOf(member(summary, 'incidentDateTimeDescription')),
        description: null,
        offence: null,
      },
    ],
    internetDetails: readInternetDetails(info),
    lawEnforcement: null,
    persons: readPersons(info),
    identifiers: [
      ...readIncidentUrls(info),
      ...narratives.filter((one) => !one.restricted).flatMap((one) => mineText(one.body, one.path)),
    ],
    files: listOf(member(info, 'uploadedFiles', 'uploadedFiles')).map(readFile),
    narratives,
    drift: findDrift(summary, occurred?.zone ?? null, occurred?.instant ?? null, now),
  };
}

function findDrift(summary: JsonNode, zone: string | null, instant: Instant | null, now: Instant): readonly Drift[] {
  const path = 'reportedInformation.incidentSummary.incidentDateTime';
  const drift: Drift[] = [];
  if (textOf(member(summary, 'incidentType')) === null) {
    drift.push({
      path: 'reportedInformation.incidentSummary.incidentType',
      kind: 'missing',
      detail: 'no incident type',
    });
  }
  if (zone === 'unstated') drift.push({ path, kind: 'zone-unstated', detail: 'time without a zone' });
  if (zone === 'unreadable') drift.push({ path, kind: 'unreadable-value', detail: 'not a time' });
  if (instant !== null && instant > now) drift.push({ path, kind: 'future-date', detail: 'later than its receipt' });
  return drift;
}

function readIncidentUrls(info: JsonNode): readonly SubmittedIdentifier[] {
  return listOf(member(info, 'incidentDetails', 'webpageIncident')).flatMap((incident, at) =>
    readCaptures(
      member(incident, 'sourceInformation'),
      `reportedInformation.incidentDetails.webpageIncident[${at}].sourceInformation`,
    ),
  );
}

function readInternetDetails(info: JsonNode): SubmittedReport['internetDetails'] {
  const details = member(info, 'incidentDetails');
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).flatMap(([kind, list]) =>
    listOf(list).map((node) => ({
      kind,
      fields: {
        captures: listOf(member(node, 'sourceInformation', 'sourceCaptures')).flatMap((capture) => {
          const value = textOf(member(capture, 'value'));
          return value === null ? [] : [value];
        }),
      },
    })),
  );
}

/** Free text is kept as narratives, each with the path it stood at; children's is restricted. */
function readNarratives(info: JsonNode): readonly SubmittedNarrative[] {
  const found: SubmittedNarrative[] = [];
  const walk = (node: JsonNode, path: string, restricted: boolean): void => {
    if (Array.isArray(node)) for (const [at, item] of node.entries()) walk(item, `${path}[${at}]`, restricted);
    if (Array.isArray(node)) return;
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      const at = `${path}.${key}`;
      if (/^(additionalInformations?|contents?|bio|profileBio)$/.test(key))
        found.push(...textsOf(value, at, restricted));
      else walk(value, at, restricted || key === 'victims');
    }
  };
  walk(info, 'reportedInformation', false);
  return found;
}

function textsOf(node: JsonNode, path: string, restricted: boolean): readonly SubmittedNarrative[] {
  const single = textOf(node);
  if (single !== null) return [{ path, body: single, restricted }];
  return listOf(node).flatMap((item, at) => {
    const body = textOf(member(item, 'value')) ?? textOf(item);
    return body === null ? [] : [{ path: `${path}[${at}]`, body, restricted }];
  });
}
