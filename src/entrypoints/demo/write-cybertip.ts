import type { SimulatedIncident } from './incident.ts';

/** Writes a simulated report in the CyberTip JSON shape (interop page, 2.1). */
export function writeCyberTip(incident: SimulatedIncident): string {
  return JSON.stringify({
    reportId: String(190_000_000 + incident.record),
    dateReceived: iso(incident.at),
    ...(incident.urgent ? { priority: '1' } : {}),
    reportedInformation: {
      reportingEsp: { espName: `${incident.platform}, Inc.`, lastName: incident.platform },
      incidentSummary: {
        incidentType: incident.incidentType,
        incidentDateTime: incident.zoneStated ? iso(incident.at) : iso(incident.at).slice(0, -1),
        incidentDateTimeDescription: null,
      },
      incidentDetails: { webpageIncident: [] },
      reportedPeople: { reportedPersons: [reportedPerson(incident)] },
      intendedRecipients: { intendedRecipients: [] },
      uploadedFiles: { uploadedFiles: incident.files.map((file) => uploadedFile(file)) },
      additionalInformations: [{ value: incident.narrative }],
    },
  });
}

function reportedPerson(incident: SimulatedIncident) {
  const { person } = incident;
  return {
    firstName: incident.firstName,
    lastName: incident.lastName,
    dateOfBirth: person.birthDate,
    espService: incident.platform,
    espUserId: person.accountId,
    screenName: { value: incident.handle },
    emails: { emails: [{ value: person.email, verified: true }] },
    phones: { phones: person.phone ? [{ value: person.phone, verified: null }] : [] },
    addresses: { addresses: incident.statesPlace ? [place(incident)] : [] },
    sourceInformation: {
      sourceCaptures: incident.captures.map((capture) => ({
        captureType: 'IP Address',
        value: capture.address,
        port: capture.port,
        eventName: capture.event.toUpperCase(),
        dateTime: incident.zoneStated ? iso(incident.at) : iso(incident.at).slice(0, -1),
      })),
    },
    additionalInformations: [],
  };
}

function place({ person }: SimulatedIncident) {
  return {
    street1: null,
    street2: null,
    city: person.home.city,
    state: person.home.region,
    postalCode: person.home.postalPrefix ? `${person.home.postalPrefix} 1A1` : null,
    country: person.home.country,
  };
}

function uploadedFile(file: SimulatedIncident['files'][number]) {
  return {
    filename: file.name,
    originalFilename: file.name,
    submittalId: `s-${file.md5.slice(0, 8)}`,
    verificationHash: file.md5,
    viewedByEsp: file.viewed,
    industryClassification: null,
    ncmecTags: file.viral ? { groups: [{ tags: [{ value: 'Potential Meme' }] }] } : { groups: [] },
    espMetadata: { metadatas: [] },
    sourceInformation: { sourceCaptures: [] },
    additionalInformations: [],
  };
}

function iso(at: Date): string {
  return at
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/\.\d{3}Z$/, 'Z');
}
