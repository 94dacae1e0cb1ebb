import type { Instant } from '#core/clock.ts';
import type { ObjectId, PackageNumber, ReportNumber, SubjectNumber } from '#core/ids.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import type { Source, Urgency } from '#core/vocabulary.ts';
import type {
  IdentifierKind,
  PersonRole,
  Provenance,
  ReportFormat,
  SubmittedAddress,
  WrittenTime,
} from '#features/intake/types';
import type { ItemNumber } from './item-rules.ts';

/** Everything a sealed package says; documents, JSON files and manifests are functions of this value alone. */
export interface PackageContent {
  readonly packageNumber: PackageNumber;
  /** 1 is the first; a supplement is a new part, a sealed one never changes. */
  readonly part: number;
  /** Whose place the recipient answers for. */
  readonly role: 'reported-place' | 'victim-place';
  readonly classification: Bilingual;
  readonly originator: Originator;
  readonly recipient: {
    readonly code: string;
    readonly name: Bilingual;
    /** Documents are made in each of these. */
    readonly languages: readonly Language[];
  };
  readonly author: string;
  readonly subjectNumber: SubjectNumber | null;
  readonly urgency: Urgency;
  /** The only "now" of the package: the same content gives the same bytes. */
  readonly generatedAt: Instant;
  /** Zone in which local times are printed beside UTC: `America/Toronto`. */
  readonly timeZone: string;
  readonly items: readonly PackageItem[];
  readonly reports: readonly PackageReport[];
  readonly custody: readonly CustodyLine[];
  readonly ruleVersions: readonly { readonly rule: RuleName; readonly version: string }[];
  /** Decided once, when the package is sealed; a preview has none. */
  readonly proofs?: PackageProofs;
}

/** That the acts behind a package stand in the centre's audit log (C2SP tlog-proof), to be checked far away. */
export interface PackageProofs {
  /** Verifier key of the log. */
  readonly logKey: string;
  /** Who vouched for the log when the package was submitted: never silence. */
  readonly witness: { readonly state: 'none' | 'current' | 'overdue'; readonly since: Instant | null };
  readonly witnessKeys: readonly string[];
  /** Who submitted these contents. */
  readonly submission: string | null;
  /** How each report came in. */
  readonly received: readonly { readonly report: ReportNumber; readonly text: string }[];
}

export interface Originator {
  readonly name: Bilingual;
  readonly contactName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export type PackageItem = {
  readonly item: ItemNumber;
  /** What was found or asked, as the author wrote it. */
  readonly text: string | null;
} & (
  | { readonly state: 'present' }
  | { readonly state: 'not-applicable'; readonly reason: string }
  | { readonly state: 'pending'; readonly dueAt: Instant | null }
);

export interface PackageReport {
  readonly number: ReportNumber;
  /** Whether this package leads for the report. */
  readonly lead: boolean;
  readonly source: Source;
  readonly format: ReportFormat;
  readonly sender: string | null;
  readonly externalId: string | null;
  readonly receivedAt: Instant;
  readonly version: number;
  readonly urgency: Urgency;
  /** 0–100 each; null while not assessed. */
  readonly danger: number | null;
  readonly completeness: number | null;
  readonly senderAlarm: string | null;
  readonly incidents: readonly PackageIncident[];
  readonly persons: readonly PackagePerson[];
  /** Identifiers that belong to no person. */
  readonly identifiers: readonly PackageIdentifier[];
  readonly files: readonly PackageFile[];
  readonly narratives: readonly { readonly path: string; readonly body: string }[];
  /** The report exactly as received. */
  readonly original: PackageObject;
  readonly candidates: readonly JurisdictionCandidate[];
  readonly clocks: readonly PackageClock[];
}

export interface PackageIncident {
  /** As written. */
  readonly type: string | null;
  /** The offence the sender or an analyst named, as written. */
  readonly offence: string | null;
  readonly platform: string | null;
  readonly occurred: WrittenTime | null;
  readonly occurredDescription: string | null;
}

export interface PackagePerson {
  readonly role: PersonRole;
  /** As reported; null when withheld or unknown. */
  readonly name: string | null;
  readonly dateOfBirth: string | null;
  readonly age: string | null;
  readonly addresses: readonly SubmittedAddress[];
  readonly identifiers: readonly PackageIdentifier[];
}

export interface PackageIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly service: string | null;
  readonly port: number | null;
  readonly observed: WrittenTime | null;
  readonly event: string | null;
  readonly provenance: Provenance;
  readonly caveat: string | null;
  readonly verified: boolean | null;
  readonly possibleProxy: boolean | null;
  /** A blocked fact never enters a package; a noted one enters with its reason. */
  readonly gate: { readonly state: 'open' | 'noted'; readonly reason: Bilingual | null };
  /** Place in the received document. */
  readonly path: string;
}

/** Bytes in the vault that enter the package. */
export interface PackageObject {
  readonly objectId: ObjectId;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Whose rules a package was made under. */
export type RuleName = 'clocks' | 'gates' | 'triage' | 'routing';

export interface PackageFile {
  readonly originalName: string | null;
  readonly md5: string | null;
  readonly sha1: string | null;
  /** Digests the sender stated, type and value as written; the others are computed over bytes received here. */
  readonly claimedHashes: readonly { readonly type: string; readonly value: string }[];
  readonly viewedByEsp: boolean | null;
  readonly caveat: string | null;
  /** Null when the bytes do not travel; then the reason says why. */
  readonly included: PackageObject | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly notIncludedReason: Bilingual | null;
}

export interface JurisdictionCandidate {
  readonly rank: number;
  readonly code: string;
  readonly name: Bilingual;
  readonly reasons: readonly Bilingual[];
  readonly cautions: readonly Bilingual[];
}

export interface PackageClock {
  readonly words: Bilingual;
  readonly startsAt: Instant;
  readonly dueAt: Instant;
  readonly ruleVersion: string;
  readonly source: string;
}

export interface CustodyLine {
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly report: ReportNumber | null;
  /** Of the bytes the line is about; empty where it is about none. */
  readonly sha256: string;
  /** Who was told; absent where nobody was. */
  readonly to?: string;
}
