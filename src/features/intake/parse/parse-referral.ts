import { policeReferralSchema } from '../formats/referral-schema.ts';
import type { Drift, SubmittedIncident, SubmittedReport } from '../types.ts';
import { buildReferral, caveatOf } from './build-referral.ts';
import { findDepartures } from './find-departures.ts';
import { flagOf, type JsonNode, listOf, member, textOf } from './json-node.ts';
import type { JsonReader, ReadContext } from './json-reader.ts';
import {
  narrativesAt,
  offenceOf,
  provenanceOf,
  readFileByHash,
  readIdentifiers,
  readPerson,
  type Terms,
  textsOf,
  timeDrift,
  timeOf,
} from './read-members.ts';
import { readShielded } from './read-shielded.ts';

/**
 * A referral from police or a division (`formats/referral.schema.json`). The time of the first notice is the time it was reported:
 * statutory periods run from it. Its caveats and handling code go with every fact.
 */
export const referralReader: JsonReader = {
  format: 'referral',
  recognises: (root) =>
    member(root, 'format') === 'vigie-police-referral' ||
    (member(root, 'from', 'agency') !== undefined && member(root, 'fileNumber') !== undefined),
  read: (root, context) => readShielded(root, (shown) => readReferral(shown, context)),
};

function readReferral(root: JsonNode, { now }: ReadContext): SubmittedReport {
  const bound = {
    handlingCode: textOf(member(root, 'handlingCode')),
    caveats: textsOf(member(root, 'caveats')),
  };
  const { terms, drift } = termsOf(root, caveatOf(bound));
  const reportedAt = timeOf(member(root, 'firstNoticeAt'));
  const incidents = listOf(member(root, 'incidents'));
  const persons = listOf(member(root, 'persons'));
  const narratives = [
    ...narrativesAt(member(root, 'narrative'), 'narrative'),
    ...narrativesAt(member(root, 'request', 'text'), 'request.text'),
    ...incidents.flatMap((one, at) => narrativesAt(member(one, 'description'), `incidents[${at}].description`)),
    ...persons.flatMap((one, at) =>
      narrativesAt(member(one, 'narrative'), `persons[${at}].narrative`, member(one, 'role') === 'victim'),
    ),
  ];
  const officer = member(root, 'from', 'officer');
  return buildReferral({
    from: {
      agency: textOf(member(root, 'from', 'agency')),
      code: textOf(member(root, 'from', 'code')),
      country: textOf(member(root, 'from', 'country')),
      unit: textOf(member(root, 'from', 'unit')),
      officer: textOf(member(officer, 'name')) ?? textOf(officer),
      email: textOf(member(officer, 'email')),
      phone: textOf(member(officer, 'phone')),
    },
    ...bound,
    fileNumber: textOf(member(root, 'fileNumber')),
    requestType: textOf(member(root, 'request', 'type')),
    firstNoticeAt: textOf(member(root, 'firstNoticeAt')),
    reportedAt,
    senderAlarm: flagOf(member(root, 'request', 'exigent')) === true ? 'police exigent' : null,
    incidents: incidents.map(readIncident),
    persons: persons.map((node, at) => readPerson(node, `persons[${at}]`, terms)),
    identifiers: readIdentifiers(member(root, 'identifiers'), 'identifiers', terms),
    files: listOf(member(root, 'files')).map(readFileByHash),
    narratives,
    drift: [
      ...findDepartures(policeReferralSchema, root),
      ...timeDrift(reportedAt, 'firstNoticeAt', now),
      ...incidents.flatMap((one, at) =>
        timeDrift(timeOf(member(one, 'occurredAt')), `incidents[${at}].occurredAt`, now),
      ),
      ...drift,
    ],
  });
}

/** Where facts come from that say nothing of it themselves: what was not stated is taken in the way that binds us most, and said. */
function termsOf(root: JsonNode, caveat: string | null): { readonly terms: Terms; readonly drift: readonly Drift[] } {
  const country = textOf(member(root, 'from', 'country'));
  const stated = provenanceOf(member(root, 'provenance'));
  if (stated !== null) return { terms: { provenance: stated, caveat }, drift: [] };
  if (country !== null && !/^(?:CA|CAN|Canada)$/i.test(country))
    return { terms: { provenance: 'foreign-agency', caveat }, drift: [] };
  if (textOf(member(root, 'request', 'type')) === 'transfer-of-notice')
    return { terms: { provenance: 'reported-by-provider', caveat }, drift: [] };
  const detail = 'where its facts come from was not stated: read as volunteered';
  return { terms: { provenance: 'volunteered', caveat }, drift: [{ path: 'provenance', kind: 'missing', detail }] };
}

function readIncident(node: JsonNode): SubmittedIncident {
  return {
    incidentType: textOf(member(node, 'type')),
    platform: textOf(member(node, 'platform')),
    occurred: timeOf(member(node, 'occurredAt')),
    occurredDescription: null,
    description: null,
    offence: offenceOf(member(node, 'offence')),
  };
}
