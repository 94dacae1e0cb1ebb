import type { Instant } from '#core/clock.ts';
import type { PackageNumber, ReportNumber, SubjectNumber } from '#core/ids.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import type { Urgency } from '#core/vocabulary.ts';
import type { ReportFacts, ReportFile, ReportHead, StoredIdentifier, StoredPerson } from '#features/intake/types';
import type {
  CustodyLine,
  JurisdictionCandidate,
  Originator,
  PackageClock,
  PackageContent,
  PackageFile,
  PackageIdentifier,
  PackageItem,
  PackageObject,
  PackageReport,
} from './package-content.ts';

/** Everything known of one report, gathered before the content is built. */
export interface GatheredReport {
  readonly head: ReportHead;
  readonly facts: ReportFacts;
  readonly lead: boolean;
  readonly urgency: Urgency;
  readonly danger: number | null;
  readonly completeness: number | null;
  readonly narratives: PackageReport['narratives'];
  readonly original: PackageObject;
  readonly candidates: readonly JurisdictionCandidate[];
  readonly clocks: readonly PackageClock[];
}

/** A gate or a verdict that bears on one fact. */
export interface FactNote {
  readonly target: 'identifier' | 'file';
  readonly targetId: number;
  readonly reason: Bilingual;
}

/** Everything of which the content of a package is made. */
export interface Gathered {
  readonly packageNumber: PackageNumber;
  readonly part: number;
  readonly role: PackageContent['role'];
  readonly classification: Bilingual;
  readonly originator: Originator;
  readonly timeZone: string;
  readonly recipient: { readonly code: string; readonly name: Bilingual; readonly language: Language };
  readonly author: string;
  readonly subjectNumber: SubjectNumber | null;
  readonly generatedAt: Instant;
  readonly items: readonly PackageItem[];
  readonly reports: readonly GatheredReport[];
  readonly custody: readonly CustodyLine[];
  readonly ruleVersions: PackageContent['ruleVersions'];
  /** Facts that enter with a reason beside them. */
  readonly noted: readonly FactNote[];
  /** Facts that were left out, with why. */
  readonly excluded: readonly FactNote[];
}

/** The content of a package from what was gathered: the same input gives the same content; no victim is in it. */
export function buildContent(gathered: Gathered): PackageContent {
  const { recipient, reports, noted, excluded, ...rest } = gathered;
  const urgencies = reports.map((report) => report.urgency).sort();
  return {
    packageNumber: rest.packageNumber,
    part: rest.part,
    role: rest.role,
    classification: rest.classification,
    originator: rest.originator,
    recipient: { code: recipient.code, name: recipient.name, languages: [recipient.language] },
    author: rest.author,
    subjectNumber: rest.subjectNumber,
    // `P1` … `P4`, `informational`: the first in order is the most urgent.
    urgency: urgencies[0] ?? 'P4',
    generatedAt: rest.generatedAt,
    timeZone: rest.timeZone,
    items: rest.items,
    reports: reports.map((report) => reportOf(report, notesOf(noted), notesOf(excluded))),
    custody: rest.custody,
    ruleVersions: rest.ruleVersions,
  };
}

type Notes = ReadonlyMap<string, Bilingual>;

function notesOf(notes: readonly FactNote[]): Notes {
  return new Map(notes.map((note) => [keyOf(note.target, note.targetId), note.reason]));
}

function keyOf(target: FactNote['target'], targetId: number): string {
  return `${target} ${targetId}`;
}

function reportOf(report: GatheredReport, noted: Notes, excluded: Notes): PackageReport {
  const { head, facts, lead, urgency, danger, completeness, narratives, original, candidates, clocks } = report;
  const kept = facts.identifiers.filter((one) => !excluded.has(keyOf('identifier', one.identifierId)));
  const identifiersOf = (personId: number | null) =>
    kept.filter((one) => one.personId === personId).map((one) => identifierOf(one, noted));
  return {
    number: head.number as ReportNumber,
    lead,
    source: head.source,
    format: head.format,
    sender: head.sender,
    externalId: head.externalId,
    receivedAt: head.receivedAt,
    version: facts.version,
    urgency,
    danger,
    completeness,
    senderAlarm: head.senderAlarm,
    incidents: facts.incidents.map(({ incidentType, offence, platform, occurred, occurredDescription }) => ({
      type: incidentType,
      offence,
      platform,
      occurred,
      occurredDescription,
    })),
    persons: facts.persons.map((person) => personOf(person, identifiersOf(person.personId))),
    identifiers: identifiersOf(null),
    files: facts.files.map((file) => fileOf(file, excluded)),
    narratives,
    original,
    candidates,
    clocks,
  };
}

function identifierOf(identifier: StoredIdentifier, noted: Notes): PackageIdentifier {
  const { kind, value, service, port, observed, event, provenance, caveat, verified, possibleProxy, path } = identifier;
  const reason = noted.get(keyOf('identifier', identifier.identifierId)) ?? null;
  const gate = { state: reason === null ? ('open' as const) : ('noted' as const), reason };
  return { kind, value, service, port, observed, event, provenance, caveat, verified, possibleProxy, gate, path };
}

function personOf(person: StoredPerson, identifiers: readonly PackageIdentifier[]): PackageReport['persons'][number] {
  const { role, firstName, middleName, lastName, dateOfBirth, age, addresses, estimatedLocation } = person;
  const names = [firstName, middleName, lastName].filter((name) => name !== null && name !== '');
  return {
    role,
    name: names.length === 0 ? null : names.join(' '),
    dateOfBirth,
    age,
    addresses: estimatedLocation === null ? addresses : [...addresses, estimatedLocation],
    identifiers,
  };
}

const BYTES_NOT_RECEIVED: Bilingual = {
  en: 'Announced in the report; the bytes were never received.',
  fr: 'Annoncé dans le signalement; les octets n’ont jamais été reçus.',
};

function fileOf(file: ReportFile, excluded: Notes): PackageFile {
  const { fileId, objectId, originalName, md5, sha1, sha256, sizeBytes, viewedByEsp } = file;
  const claimedHashes = file.details.claimedHashes.map(({ type, value }) => ({ type, value }));
  const leftOut = excluded.get(keyOf('file', fileId)) ?? null;
  const isHeld = objectId !== null && sha256 !== null && sizeBytes !== null;
  const included = leftOut === null && isHeld ? { objectId, sizeBytes, sha256 } : null;
  const notIncludedReason = included === null ? (leftOut ?? BYTES_NOT_RECEIVED) : null;
  const digests = { md5, sha1, sha256, claimedHashes };
  return { originalName, ...digests, sizeBytes, viewedByEsp, caveat: null, included, notIncludedReason };
}
