/** The shapes of `/api/v1` this console relies on. It shares nothing else with the server. */
import type { ReportFile } from './contract-files.ts';

export type { ReportFile } from './contract-files.ts';

import type { Act } from './contract-links.ts';

export type { Act, Edge, Links } from './contract-links.ts';

export interface Pair {
  readonly en: string;
  readonly fr: string;
}

export interface Session {
  readonly person: {
    readonly id: number;
    readonly name: string;
    readonly roles: readonly string[];
    readonly language: 'en' | 'fr';
  };
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly stepUpUntil: string | null;
  readonly method: 'link' | 'passkey' | 'code' | 'work-account';
}

export interface QueueRow {
  readonly report: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly sender: string;
  readonly urgency: string;
  readonly level: number;
  /** Nothing has been worked out yet: the row is in the sender's own words. */
  readonly provisional: boolean;
  readonly danger: number | null;
  readonly completeness: number | null;
  readonly leading: readonly { readonly code: string; readonly words: Pair }[];
  readonly place: { readonly agency: string; readonly words: Pair } | null;
  readonly dueAt: string;
  readonly diesAt: string | null;
  readonly holder: { readonly id: number; readonly name: string } | null;
  readonly leaseUntil: string | null;
  readonly mine: boolean;
  readonly subject: string | null;
  readonly halfDoneBy: string | null;
  readonly reading: 'parsed' | 'unreadable';
  readonly senderAlarm: string | null;
  /** Set where the row stands for a viral bundle. */
  readonly bundle: { readonly number: string; readonly together: number; readonly apart: number } | null;
  readonly decidedLike: { readonly number: string; readonly words: Pair } | null;
  readonly actions: readonly Act[];
}

export interface QueuePage {
  readonly items: readonly QueueRow[];
  readonly next: string | null;
  readonly orderRule: Pair;
  readonly counts: {
    readonly open: number;
    readonly imminent: number;
    readonly imminentOutsideFilter: number;
    readonly diesToday: number;
    readonly mine: number;
  };
  readonly asOf: string;
}

export interface Lease {
  readonly report: string;
  readonly bundle?: string | null;
  readonly leaseUntil: string;
}

export interface Written {
  readonly asWritten: string;
  readonly instant: string | null;
  readonly zone: string;
}

export interface Identifier {
  readonly id: number;
  readonly personId: number | null;
  readonly personRole: string | null;
  readonly kind: string;
  readonly value: string;
  readonly normal: string | null;
  readonly service: string | null;
  readonly port: number | null;
  readonly observed: Written | null;
  readonly event: string | null;
  readonly provenance: string;
  readonly caveat: string | null;
  readonly verified: boolean | null;
  readonly possibleProxy: boolean | null;
  readonly path: string;
}

export interface Address {
  readonly kind: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly verified: boolean | null;
}

export interface Person {
  readonly role: string;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly dateOfBirth: string | null;
  readonly age: string | null;
  readonly addresses: readonly Address[];
  readonly estimatedLocation: Address | null;
  readonly other: Readonly<Record<string, string>>;
}

export interface Narrative {
  readonly id: number;
  readonly path: string;
  readonly length: number;
  readonly restricted: boolean;
}

export interface Report {
  readonly report: string;
  readonly externalId: string | null;
  readonly source: string;
  readonly format: string;
  readonly sender: string;
  readonly receivedAt: string;
  readonly state: string;
  readonly version: number;
  readonly reading: 'parsed' | 'unreadable';
  readonly unreadableReason: string | null;
  readonly senderAlarm: string | null;
  readonly retractedAt: string | null;
  readonly closedUnfinishedAt: string | null;
  readonly duplicateOf: string | null;
  readonly incidents: readonly {
    readonly incidentType: string | null;
    readonly platform: string | null;
    readonly occurred: Written | null;
    readonly occurredDescription: string | null;
    readonly offence: string | null;
  }[];
  readonly lawEnforcement: Readonly<Record<string, string>> | null;
  readonly advice: readonly ('imagery-in-payload' | 'unopened-payload' | 'secret-in-document')[];
  readonly isTest: boolean;
  readonly persons: readonly Person[];
  readonly victims: { readonly count: number };
  readonly identifiers: readonly Identifier[];
  readonly files: readonly ReportFile[];
  readonly narratives: readonly Narrative[];
  readonly internetDetails: readonly {
    readonly kind: string;
    readonly fields: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly annotations: readonly string[];
  readonly drift: readonly { readonly path: string; readonly kind: string; readonly detail: string }[];
  readonly ncmecPriority: string | null;
  readonly versions: readonly {
    readonly version: number;
    readonly at: string;
    readonly archiveSha256: string | null;
  }[];
}

export interface Factor {
  readonly code: string;
  readonly weight: number;
  readonly applied: boolean;
  readonly words: Pair;
  readonly detail: string | null;
  readonly paths: readonly string[];
  readonly source: string;
}

export interface ProposedFactor {
  readonly code: string;
  readonly words: Pair;
  readonly narrativeId: number;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly passage: string;
  readonly verdict: string | null;
}

export interface DispositionChoice {
  readonly code: string;
  readonly key: string;
  readonly words: Pair;
  readonly reasons: readonly { readonly code: string; readonly digit: number; readonly words: Pair }[];
  readonly needsTarget: 'agency' | 'report' | 'team' | null;
}

export interface Triage {
  readonly assessment: {
    readonly urgency: string;
    readonly level: number;
    readonly danger: number;
    readonly completeness: number;
    readonly provisional: boolean;
    readonly ruleVersion: string;
    readonly floor: string | null;
    readonly dangerFactors: readonly Factor[];
    readonly completenessFactors: readonly Factor[];
    readonly proposed: readonly ProposedFactor[];
    /** What a person said of a factor, by its code. */
    readonly verdicts: Readonly<Record<string, string>>;
    readonly assessedAt: string;
  } | null;
  readonly claim: {
    readonly holder: { readonly id: number; readonly name: string };
    readonly leaseUntil: string | null;
    readonly mine: boolean;
  } | null;
  readonly dueAt: string;
  readonly diesAt: string | null;
  /** Why a decided report deserves another look. */
  readonly reawakened: string | null;
  readonly decision: {
    readonly disposition: string;
    readonly reason: string;
    readonly note: string | null;
    readonly by: { readonly id: number; readonly name: string };
    readonly at: string;
    readonly effectiveAt: string;
    readonly undoable: boolean;
  } | null;
  readonly dispositions: readonly DispositionChoice[];
  readonly actions: readonly Act[];
}

export interface Clocks {
  readonly clocks: readonly {
    readonly kind: string;
    readonly words: Pair;
    readonly startsAt: string;
    readonly dueAt: string;
    readonly regime: string | null;
    readonly ruleVersion: string;
    readonly source: string;
    readonly standing: string;
  }[];
  readonly gates: readonly {
    /** A gate stands on an identifier or on a file. */
    readonly identifierId: number | null;
    readonly fileId: number | null;
    readonly state: string;
    readonly reason: Pair;
    readonly policyVersion: string;
  }[];
}

export interface Candidate {
  readonly role: string;
  readonly rank: number;
  readonly agency: {
    readonly code: string;
    readonly name: Pair;
    readonly dutyLine: string | null;
    readonly languages: readonly string[];
    readonly confirmBeforeFirstUse: boolean;
  };
  readonly weight: number;
  readonly reasons: readonly { readonly words: Pair; readonly path: string | null }[];
  readonly cautions: readonly { readonly code: string; readonly words: Pair }[];
}

export interface Routes {
  readonly candidates: readonly Candidate[];
  readonly route: unknown;
  readonly ruleVersion: string | null;
}
