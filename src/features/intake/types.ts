import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';

/** Formats a report may arrive in; detected, never declared by the source. */
export type ReportFormat = 'ispws-xml' | 'cybertip-json' | 'unreadable';

/** A time as the sender wrote it. `instant` is null unless the zone was stated: nothing is guessed. */
export interface WrittenTime {
  readonly asWritten: string;
  readonly instant: Instant | null;
  readonly zone: 'stated' | 'unstated' | 'unreadable';
}

export type PersonRole = 'reported' | 'victim' | 'intended-recipient' | 'reporter' | 'third';

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

/** Where a fact comes from (domain page, 4.3). */
export type Provenance = 'reported-by-provider' | 'volunteered' | 'compelled' | 'open-source' | 'foreign-agency' | 'mined-from-text';

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

export interface SubmittedAddress {
  readonly kind: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly verified: boolean | null;
}

/** One person of a report, in a role. Unknown is null, never invented. */
export interface SubmittedPerson {
  readonly role: PersonRole;
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
  readonly viewedByEsp: boolean | null;
  readonly exifViewedByEsp: boolean | null;
  readonly publiclyAvailable: boolean | null;
  readonly relevance: string | null;
  readonly industryClassification: string | null;
  /** Schema names of the flags set: viral, possibleSelfProduction, liveStreaming, generativeAi … */
  readonly annotations: readonly string[];
  readonly claimedHashes: readonly { readonly type: string; readonly value: string }[];
  readonly uploadedAt: WrittenTime | null;
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
}

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
  /** Schema names: sextortion, csamSolicitation, minorToMinorInteraction, spam, sadisticOnlineExploitation, informational. */
  readonly annotations: readonly string[];
  readonly incidents: readonly SubmittedIncident[];
  /** URLs, newsgroups, rooms, peer-to-peer clients: incident details as name → values. */
  readonly internetDetails: readonly { readonly kind: string; readonly fields: Readonly<Record<string, readonly string[]>> }[];
  readonly lawEnforcement: Readonly<Record<string, string>> | null;
  readonly persons: readonly SubmittedPerson[];
  /** Identifiers that belong to no person (URLs of the incident, peer-to-peer addresses, mined from text). */
  readonly identifiers: readonly SubmittedIdentifier[];
  readonly files: readonly SubmittedFileDetails[];
  readonly narratives: readonly SubmittedNarrative[];
  readonly drift: readonly Drift[];
}

/** What the database keeps of a version beside its rows (intake_version.content): no person, no victim. */
export type VersionContent = Omit<SubmittedReport, 'persons' | 'identifiers' | 'files' | 'narratives' | 'drift' | 'incidents'>;

/** A file of a report as stored. */
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
