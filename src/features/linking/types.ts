import type { Instant } from '#core/clock.ts';
import type { SubjectNumber } from '#core/ids.ts';
import type { BundlePrint } from './domain/bundle-print.ts';
import type { BundleSignals } from './domain/keep-apart.ts';

export type { BundlePrint } from './domain/bundle-print.ts';

/** Kinds of value that link by themselves; `duplicate` says "the same submission again" and joins nobody to a subject. */
export const STRONG_KINDS = ['account', 'email', 'phone', 'device', 'payment', 'wallet', 'ip', 'duplicate'] as const;
export type StrongKind = (typeof STRONG_KINDS)[number];

/** A person's word on an edge; `proposed` = nobody has spoken. */
export type Verdict = 'same' | 'maybe' | 'different';

/** One line of the waterfall; the lines add up to the weight exactly. */
export interface WeightPart {
  readonly comparison: string;
  readonly level: string;
  /** log2 weight of evidence, in steps of 1/1024. */
  readonly weight: number;
}

/** Two reports and the value that links them. */
export interface Edge {
  readonly edgeId: number;
  readonly aReportId: number;
  readonly bReportId: number;
  readonly kind: StrongKind;
  readonly value: string;
  readonly service: string | null;
  readonly weight: number;
  readonly parts: readonly WeightPart[];
  /** How many reports hold the value now. */
  readonly reportsSharing: number;
  /** Shared by too many: it says so and joins nobody. */
  readonly hub: boolean;
  readonly verdict: 'proposed' | Verdict;
  readonly verdictBy: string | null;
  readonly verdictAt: Instant | null;
  readonly model: string;
}

/** The subject of a report. */
export interface Membership {
  readonly reportId: number;
  readonly subjectId: number;
  readonly subject: SubjectNumber;
  /** `confirmed` once a person has said so. */
  readonly standing: 'proposed' | 'confirmed';
  /** Reports of the subject, this one included. */
  readonly reports: number;
}

/** A report with what it resembles and what speaks of danger in it. */
export interface Sighting {
  readonly reportId: number;
  readonly print: BundlePrint | null;
  readonly signals: BundleSignals;
}

/** Near-identical reports that a person may decide together (`VB-2026-12`). */
export interface Bundle {
  readonly bundleId: number;
  readonly number: string;
  /** By which rule they are alike. */
  readonly kind: 'same-files' | 'same-words' | 'platform-batch';
  /** Version of the rules. */
  readonly rules: string;
  /** The platform that reported them. */
  readonly sender: string;
  readonly incidentType: string | null;
  readonly state: 'open' | 'decided' | 'dissolved';
  readonly round: number;
  readonly formedAt: Instant;
  readonly closedAt: Instant | null;
  /** Until then a decision may be taken back. */
  readonly settlesAt: Instant | null;
}

/** A report that resembles others: together with them, or apart and why. */
export interface BundleMember {
  readonly reportId: number;
  /** Null while it waits for enough others. */
  readonly bundleId: number | null;
  readonly standing: 'together' | 'apart';
  /** Codes of `keep-apart.ts`. */
  readonly reasons: readonly string[];
  /** A person's words, where a person took it out. */
  readonly words: string | null;
  readonly round: number;
  readonly since: Instant;
}

/** Members of a bundle as far as the reader may see them. */
export interface BundleCounts {
  readonly bundleId: number;
  readonly together: number;
  readonly apart: number;
}
