import type { Instant } from '#core/clock.ts';
import type { SubjectNumber } from '#core/ids.ts';

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
