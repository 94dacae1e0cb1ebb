import type { SubmittedAddress, WrittenTime } from '#features/intake/types';
import { evidencePath } from './bag-paths.ts';
import type { PackageFile, PackageIdentifier, PackagePerson, PackageReport } from './package-content.ts';

/**
 * A report in the shape that police tools for CyberTips read (interop page, 2.1; reconstructed, not confirmed by its
 * owner). Unknown stays null; times stay as written where no zone was stated.
 */
export function cyberTip(report: PackageReport) {
  const [incident] = report.incidents;
  const people = (role: PackagePerson['role']) => report.persons.filter((person) => person.role === role).map(personOf);
  return {
    reportId: report.externalId ?? report.number,
    dateReceived: toSecond(report.receivedAt),
    reportedInformation: {
      reportingEsp: { espName: report.sender, lastName: report.sender },
      incidentSummary: {
        incidentType: incident?.type ?? null,
        incidentDateTime: timeOf(incident?.occurred ?? null),
        incidentDateTimeDescription: incident?.occurredDescription ?? null,
      },
      incidentDetails: { webpageIncident: webpages(report.identifiers) },
      reportedPeople: { reportedPersons: people('reported') },
      intendedRecipients: { intendedRecipients: people('intended-recipient') },
      uploadedFiles: { uploadedFiles: report.files.map((file, index) => fileOf(report, file, index)) },
      additionalInformations: report.narratives.map(({ body }) => ({ value: body })),
    },
  };
}

function webpages(identifiers: readonly PackageIdentifier[]) {
  return identifiers
    .filter(({ kind }) => kind === 'url' || kind === 'onion-address')
    .map((one) => ({ sourceInformation: { sourceCaptures: [captureOf(one)] }, additionalInformations: [] }));
}

function personOf(person: PackagePerson) {
  const of = (kind: PackageIdentifier['kind']) => person.identifiers.filter((one) => one.kind === kind);
  const account = of('account')[0];
  const screenName = of('screen-name')[0];
  return {
    firstName: null,
    middleName: null,
    lastName: person.name,
    dateOfBirth: person.dateOfBirth,
    approximateAge: person.age,
    espService: account?.service ?? screenName?.service ?? null,
    espUserId: account?.value ?? null,
    screenName: screenName ? { value: screenName.value } : null,
    emails: { emails: of('email').map(({ value, verified }) => ({ value, verified })) },
    phones: { phones: of('phone').map(({ value, verified }) => ({ value, verified })) },
    addresses: { addresses: person.addresses.map(addressOf) },
    sourceInformation: { sourceCaptures: [...of('ip'), ...of('profile-url'), ...of('device')].map(captureOf) },
  };
}

function addressOf(address: SubmittedAddress) {
  const { street, city, region, postalCode, country } = address;
  return { street1: street, street2: null, city, state: region, postalCode, country };
}

const CAPTURE_TYPES: Partial<Record<PackageIdentifier['kind'], string>> = {
  ip: 'IP Address',
  'profile-url': 'Profile URL',
  url: 'URL',
  'onion-address': 'URL',
  device: 'Device ID',
};

function captureOf({ kind, value, port, event, observed }: PackageIdentifier) {
  return { captureType: CAPTURE_TYPES[kind] ?? kind, value, port, eventName: event, dateTime: timeOf(observed) };
}

function fileOf(report: PackageReport, file: PackageFile, index: number) {
  return {
    filename: file.included ? evidencePath(report, index) : null,
    originalFilename: file.originalName,
    submittalId: null,
    verificationHash: file.md5 ?? claimedMd5(file),
    viewedByEsp: file.viewedByEsp,
  };
}

/** Readers of this format expect an MD5 here; of a file that was only announced, the sender's own. */
function claimedMd5(file: PackageFile): string | null {
  return file.claimedHashes.find(({ type }) => /^md-?5$/i.test(type.trim()))?.value ?? null;
}

/** The instant where the zone was stated, the text as written otherwise: a zone is never invented. */
function timeOf(time: WrittenTime | null): string | null {
  if (time === null) return null;
  return time.instant === null ? time.asWritten : toSecond(time.instant);
}

function toSecond(instant: string): string {
  return instant.replace(/\.\d+Z$/, 'Z');
}
