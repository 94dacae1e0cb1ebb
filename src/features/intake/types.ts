import type { Instant } from '#core/clock.ts';
import type { CredentialId, ObjectId } from '#core/ids.ts';
import type { ReportState, Source } from '#core/vocabulary.ts';
import type { ProviderNotice } from './domain/notice.ts';
import type { AgeBand } from './opened-types.ts';
import type { Provenance, SubmittedAddress, WrittenTime } from './stated-types.ts';

export { AGE_BANDS, type AgeBand, type NarrativeBody } from './opened-types.ts';
export { PROVENANCES, type Provenance, type SubmittedAddress, type WrittenTime } from './stated-types.ts';

/** Formats a report may arrive in; detected, never declared by the source. */
export type ReportFormat =
  | 'ispws-xml'
  | 'cybertip-json'
  | 'cybertip-pdf'
  | 'provider-notice'
  | 'addresses-only'
  | 'hotline-json'
  | 'iccam-json'
  | 'xarf'
  | 'mail'
  | 'referral'
  | 'package'
  | 'desk-entry'
  | 'mapped'
  | 'unreadable';

export const PERSON_ROLES = ['reported', 'victim', 'intended-recipient', 'reporter', 'third'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

export const IDENTIFIER_KINDS = [
  'account',
  'screen-name',
  'display-name',
  'email',
  'phone',
  'ip',
  'device',
  'payment',
  'wallet',
  'url',
  'profile-url',
  'cloud-share',
  'onion-address',
  'group',
  'prior-report',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** One identifier as reported. `normal` is the compared form (lower case, E.164, canonical address); null when there is none. */
export interface SubmittedIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly normal: string | null;
  /** The platform an account or name belongs to. */
  readonly service: string | null;
  readonly port: number | null;
  readonly observed: WrittenTime | null;
  /** Login, Upload … as written. */
  readonly event: string | null;
  readonly provenance: Provenance;
  readonly caveat: string | null;
  readonly verified: boolean | null;
  readonly possibleProxy: boolean | null;
  /** Place in the received document: `personOrUserReported[0].ipCaptureEvent[2]`. */
  readonly path: string;
}

/** One person of a report, in a role. Unknown is null, never invented. */
export interface SubmittedPerson {
  readonly role: PersonRole;
  /** Place in the received document: `personOrUserReported[0]`. */
  readonly path: string;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly dateOfBirth: string | null;
  readonly age: string | null;
  readonly addresses: readonly SubmittedAddress[];
  readonly estimatedLocation: SubmittedAddress | null;
  readonly identifiers: readonly SubmittedIdentifier[];
  /** What has no field of its own, by the sender's element name: schoolName, vehicleDescription, accessToChildren … */
  readonly other: Readonly<Record<string, string>>;
}

/** What is told about a file; the bytes may come apart, or never. Three-valued: null = not stated. */
export interface SubmittedFileDetails {
  readonly originalName: string | null;
  /** The name under which the file was handed over, when it differs from the original one. */
  readonly givenName: string | null;
  readonly viewedByEsp: boolean | null;
  readonly exifViewedByEsp: boolean | null;
  readonly publiclyAvailable: boolean | null;
  readonly relevance: string | null;
  readonly industryClassification: string | null;
  /** Schema names of the flags set: viral, possibleSelfProduction, liveStreaming, generativeAi … */
  readonly annotations: readonly string[];
  readonly claimedHashes: readonly { readonly type: string; readonly value: string }[];
  readonly uploadedAt: WrittenTime | null;
  /** Which of the places a sender may write the upload time in was used (interop page, 2.1). */
  readonly uploadedAtFrom: 'stated' | 'source-capture' | 'esp-metadata' | 'upload-event' | null;
  readonly location: string | null;
  readonly metadata: readonly { readonly type: string | null; readonly name: string; readonly value: string }[];
  readonly identifiers: readonly SubmittedIdentifier[];
  readonly notes: readonly string[];
}

export interface SubmittedNarrative {
  readonly path: string;
  readonly body: string;
  /** True for a victim's narrative. */
  readonly restricted: boolean;
}

/** A departure from the expected schema: recorded, never a refusal. */
export interface Drift {
  readonly path: string;
  readonly kind:
    | 'unknown-element'
    | 'order'
    | 'unknown-value'
    | 'too-long'
    | 'missing'
    | 'not-a-flag'
    | 'zone-unstated'
    | 'future-date'
    | 'unreadable-value'
    | 'hash-mismatch'
    | 'encoding';
  readonly detail: string;
}

export interface SubmittedIncident {
  /** As written (an NCMEC enumeration, or anything else). */
  readonly incidentType: string | null;
  readonly platform: string | null;
  readonly occurred: WrittenTime | null;
  readonly occurredDescription: string | null;
  readonly description: string | null;
  /** The offence the sender or a hotline's analyst names, as written: `CC 163.1(3)`. */
  readonly offence: string | null;
}

/** What a receipt tells the sender to do otherwise next time, by code; each also keeps the document's bytes out of every row. */
export const ADVICE = ['imagery-in-payload', 'unopened-payload', 'secret-in-document'] as const;
export type Advice = (typeof ADVICE)[number];

/** The way a report came in, apart from whom it comes from. */
export const CHANNELS = ['ispws', 'api', 'file', 'folder', 'mail', 'portal', 'voice', 'fax', 'hand'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A report understood: the neutral form every source is read into. */
export interface SubmittedReport {
  readonly format: ReportFormat;
  /** The sender's own number, if it has one (CyberTip reportId). */
  readonly externalId: string | null;
  /** The organisation that reports: the provider, or NCMEC's reportingEsp. */
  readonly senderName: string | null;
  /** When the sender says it received or made it. */
  readonly reportedAt: WrittenTime | null;
  /** Reason text of `escalateToHighPriority`, `NCMEC priority 1`, police "exigent"; null = no alarm. */
  readonly senderAlarm: string | null;
  readonly ncmecPriority: string | null;
  readonly batchedReason: string | null;
  /** Its sender marked it as a test (`lifecycle:test`): received and shown, in no count. */
  readonly isTest: boolean;
  /** Schema names: sextortion, csamSolicitation, minorToMinorInteraction, spam, sadisticOnlineExploitation, informational. */
  readonly annotations: readonly string[];
  readonly incidents: readonly SubmittedIncident[];
  /** URLs, newsgroups, rooms, peer-to-peer clients: incident details as name → values. */
  readonly internetDetails: readonly {
    readonly kind: string;
    readonly fields: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly lawEnforcement: Readonly<Record<string, string>> | null;
  readonly persons: readonly SubmittedPerson[];
  /** Identifiers that belong to no person (URLs of the incident, peer-to-peer addresses, mined from text). */
  readonly identifiers: readonly SubmittedIdentifier[];
  readonly files: readonly SubmittedFileDetails[];
  readonly narratives: readonly SubmittedNarrative[];
  readonly drift: readonly Drift[];
  /** Set where the bytes must stay in the vault, whatever their size: see `staysInVault`. */
  readonly advice?: readonly Advice[];
  /** The mandatory notice it was read from; its parts stand above, its figures in `intake_notice`. */
  readonly notice?: ProviderNotice;
  /** The mapping that read it, of format `mapped`. */
  readonly mapping?: { readonly mappingId: number; readonly version: number };
}

/** What the database keeps of a version beside its rows (intake_version.content): no person, no victim. */
export type VersionContent = Omit<
  SubmittedReport,
  'persons' | 'identifiers' | 'files' | 'narratives' | 'drift' | 'incidents' | 'notice'
>;

/** A file of a report as stored. Hashes are lower-case hex of the bytes held; null while there are none. */
export interface StoredFile {
  readonly fileId: number;
  readonly objectId: ObjectId | null;
  readonly originalName: string | null;
  readonly sizeBytes: number | null;
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly sha256: string | null;
  readonly viewedByEsp: boolean | null;
}

/** How a file is a report's where the report does not announce it: it came with it, or it is the tip itself as a PDF. */
export type FileRelation = 'unannounced' | 'tip-pdf';

/** A stored file with what was said about it. */
export interface ReportFile extends StoredFile {
  /** Null: the report announces it. */
  readonly relation: FileRelation | null;
  /** The id an /ispws client was given. */
  readonly ispwsFileId: string | null;
  readonly details: SubmittedFileDetails;
  readonly receivedAt: Instant;
}

/** One report in a line: what lists and the queue need before anything is understood. */
export interface ReportHead {
  readonly reportId: number;
  readonly number: string;
  readonly source: Source;
  readonly format: ReportFormat;
  readonly channel: Channel;
  /** The provider of the credential, or the organisation the report names. */
  readonly sender: string;
  readonly externalId: string | null;
  readonly receivedAt: Instant;
  /** An old case: when it was entered; `receivedAt` is then its original receipt. */
  readonly enteredAt?: Instant | null;
  readonly state: ReportState;
  readonly version: number;
  readonly reading: 'parsed' | 'unreadable';
  /** A code of the repair bench (`malformed-xml`, `doctype` …) and the parser's words. */
  readonly unreadableReason: string | null;
  readonly senderAlarm: string | null;
  readonly finishedAt: Instant | null;
  readonly retractedAt: Instant | null;
  /** Set when the sender never finished it and it was put before a person. */
  readonly closedUnfinishedAt: Instant | null;
  /** Number of the earlier report with the same bytes of the same sender. */
  readonly duplicateOf: string | null;
  readonly credentialId: CredentialId | null;
}

export interface StoredIdentifier extends SubmittedIdentifier {
  readonly identifierId: number;
  /** Null: belongs to the incident, a file or a text, not to a person. */
  readonly personId: number | null;
  readonly personRole: PersonRole | null;
}

/** A person as stored; never a victim. Their identifiers are among the report's. */
export interface StoredPerson extends Omit<SubmittedPerson, 'identifiers'> {
  readonly personId: number;
}

export interface StoredIncident extends SubmittedIncident {
  readonly incidentId: number;
}

/** A narrative without its words: those are opened by a person, with a purpose. */
export interface NarrativeHead {
  readonly narrativeId: number;
  readonly path: string;
  /** Characters. */
  readonly length: number;
  readonly restricted: boolean;
}

/** The current version of a report as stages see it: no victim but their number and age bands. */
export interface ReportFacts {
  readonly reportId: number;
  readonly version: number;
  readonly incidents: readonly StoredIncident[];
  readonly persons: readonly StoredPerson[];
  readonly identifiers: readonly StoredIdentifier[];
  readonly files: readonly ReportFile[];
  readonly narratives: readonly NarrativeHead[];
  readonly victimSummary: { readonly count: number; readonly ageBands: readonly AgeBand[] };
  readonly content: VersionContent;
  readonly drift: readonly Drift[];
}

/** Where a victim may be: for routing only, without a name, a street or an account. */
export interface VictimPlaces {
  readonly reportId: number;
  readonly path: string;
  readonly places: readonly Pick<SubmittedAddress, 'city' | 'region' | 'country'>[];
  readonly addresses: readonly Pick<
    StoredIdentifier,
    'value' | 'normal' | 'port' | 'observed' | 'event' | 'possibleProxy' | 'path'
  >[];
}
