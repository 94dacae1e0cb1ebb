import { emptyReport } from '../domain/empty-report.ts';
import { hotlineSchema } from '../formats/hotline-schema.ts';
import type { SubmittedIdentifier, SubmittedIncident, SubmittedNarrative, SubmittedReport } from '../types.ts';
import { findDepartures } from './find-departures.ts';
import { type JsonNode, listOf, member, textOf } from './json-node.ts';
import type { JsonReader, ReadContext } from './json-reader.ts';
import { identifierOf } from './normalise-identifier.ts';
import {
  detailsOf,
  isIp,
  mineAll,
  narrativesAt,
  offenceOf,
  readFileByHash,
  readPerson,
  type Terms,
  textsOf,
  timeDrift,
  timeOf,
} from './read-members.ts';
import { readShielded } from './read-shielded.ts';

/**
 * The report of Cybertip.ca or another hotline in the shape of `formats/hotline.schema.json`: one report, one component incident for
 * each technology. The analyst's classification stands as the offence, what the public called it as the incident type.
 */
export const hotlineReader: JsonReader = {
  format: 'hotline-json',
  recognises: (root) =>
    member(root, 'format') === 'vigie-hotline' ||
    (Array.isArray(member(root, 'incidents')) && typeof member(root, 'hotline') === 'object'),
  read: (root, context) => readShielded(root, (shown) => readHotline(shown, context)),
};

function readHotline(root: JsonNode, { now }: ReadContext): SubmittedReport {
  const terms = termsOf(root);
  const incidents = listOf(member(root, 'incidents'));
  const narratives = readNarratives(root, incidents);
  const reportedAt = timeOf(member(root, 'receivedAt'));
  const priority = textOf(member(root, 'priority'));
  const people = (list: string, role: 'victim' | 'reported' | 'reporter') =>
    listOf(member(root, list)).map((node, at) => readPerson(node, `${list}[${at}]`, terms, role));
  return {
    ...emptyReport('hotline-json'),
    externalId: textOf(member(root, 'reference')),
    senderName: textOf(member(root, 'hotline', 'name')) ?? textOf(member(root, 'hotline')),
    reportedAt,
    senderAlarm: isAlarm(priority) ? `hotline priority ${priority}` : null,
    annotations: textsOf(member(root, 'priorityReasons')),
    incidents: incidents.map(readIncident),
    internetDetails: [
      ...detailsOf('hotline', {
        priority: textsOf(priority),
        series: textsOf(member(root, 'series')),
        handlingCode: textsOf(member(root, 'handlingCode')),
        caveats: textsOf(member(root, 'caveats')),
        childWelfareAgency: textsOf(member(root, 'childWelfareNotice', 'agency')),
        childWelfareNoticeAt: textsOf(member(root, 'childWelfareNotice', 'sentAt')),
      }),
      ...incidents.flatMap(siteDetails),
    ],
    persons: [
      ...people('suspects', 'reported'),
      ...people('childVictims', 'victim'),
      ...people('reporter', 'reporter'),
    ],
    identifiers: [
      ...incidents.flatMap((incident, at) => readAddresses(incident, `incidents[${at}].urls`, terms)),
      ...mineAll(
        incidents.flatMap((one, at) => narrativesAt(member(one, 'publicWords'), `incidents[${at}].publicWords`)),
      ),
      ...mineAll(narratives),
    ],
    files: listOf(member(root, 'files')).map(readFileByHash),
    narratives,
    drift: [
      ...findDepartures(hotlineSchema, root),
      ...timeDrift(reportedAt, 'receivedAt', now),
      ...incidents.flatMap((one, at) =>
        timeDrift(timeOf(member(one, 'occurredAt')), `incidents[${at}].occurredAt`, now),
      ),
    ],
  };
}

/** Nothing of a hotline was asked for by the state: where it says no more, its facts were volunteered. */
function termsOf(root: JsonNode): Terms {
  const caveats = [...textsOf(member(root, 'handlingCode')), ...textsOf(member(root, 'caveats'))];
  return { provenance: 'volunteered', caveat: caveats.length === 0 ? null : caveats.join('; ') };
}

/** Words of several hotlines for the most urgent; anything else is kept as written and weighed by triage. */
function isAlarm(priority: string | null): boolean {
  return priority !== null && /^(?:immediate|imm[ée]diate?|imminent|urgent|1|P1)$/i.test(priority.trim());
}

function readIncident(node: JsonNode): SubmittedIncident {
  const platform = [textOf(member(node, 'technology')), textOf(member(node, 'platform'))];
  return {
    incidentType: textOf(member(node, 'publicWords')),
    platform: platform.filter((part) => part !== null).join(', ') || null,
    occurred: timeOf(member(node, 'occurredAt')),
    occurredDescription: null,
    description: null,
    offence: offenceOf(member(node, 'offence')),
  };
}

function siteDetails(incident: JsonNode): SubmittedReport['internetDetails'] {
  return listOf(member(incident, 'urls')).flatMap((node) =>
    detailsOf('hotline-address', {
      siteType: textsOf(member(node, 'siteType')),
      hostCountry: textsOf(member(node, 'hostCountry')),
    }),
  );
}

/** Addresses of an incident, each with the host seen behind it. */
function readAddresses(incident: JsonNode, path: string, terms: Terms): readonly SubmittedIdentifier[] {
  const list = member(incident, 'urls');
  return (Array.isArray(list) ? list : [list]).flatMap((node: JsonNode, at) => {
    const url = textOf(node) ?? textOf(member(node, 'url'));
    const host = textOf(member(node, 'hostAddress'));
    const about = { ...terms, observed: timeOf(member(node, 'seenAt')), path: `${path}[${at}]` };
    return [
      ...(url === null ? [] : [identifierOf({ ...about, kind: isIp(url) ? 'ip' : 'url', value: url })]),
      ...(host === null ? [] : [identifierOf({ ...about, kind: 'ip', value: host, event: 'host' })]),
    ];
  });
}

/** What the public said and what the analyst wrote; the words about a child victim are opened under the victims' rule. */
function readNarratives(root: JsonNode, incidents: readonly JsonNode[]): readonly SubmittedNarrative[] {
  const about = (list: string, restricted: boolean) =>
    listOf(member(root, list)).flatMap((one, at) =>
      narrativesAt(member(one, 'narrative'), `${list}[${at}].narrative`, restricted),
    );
  return [
    ...narrativesAt(member(root, 'narratives'), 'narratives'),
    ...incidents.flatMap((one, at) => narrativesAt(member(one, 'description'), `incidents[${at}].description`)),
    ...about('suspects', false),
    ...about('reporter', false),
    ...about('childVictims', true),
  ];
}
