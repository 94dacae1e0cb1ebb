import type { Act, Edge, Pair } from './contract.ts';

/** The shapes of subjects, packages, deliveries and parked work. */

export interface Subject {
  readonly subject: string;
  readonly standing: string;
  readonly mayBeMinor?: boolean;
  readonly reports: readonly {
    readonly report: string;
    readonly receivedAt: string;
    readonly source: string;
    readonly sender: string;
    /** Null until the report is assessed. */
    readonly urgency: string | null;
    readonly state: string;
    readonly standing: string;
  }[];
  readonly identifiers: readonly {
    readonly kind: string;
    readonly value: string;
    readonly service: string | null;
    readonly reports: number;
    readonly hub: boolean;
    readonly weight: number;
  }[];
  readonly edges: readonly Edge[];
  readonly actions: readonly Act[];
}

export interface PackageRow {
  readonly number: string;
  readonly state: string;
  readonly recipient: string;
  readonly recipientName: Pair;
  readonly reports: readonly string[];
  readonly subject: string | null;
  readonly bagHash: string | null;
  readonly createdAt: string;
  readonly note: string | null;
}

export interface PackageItem {
  readonly item: number;
  readonly words: Pair;
  readonly state: 'present' | 'not-applicable' | 'pending';
  readonly reason: string | null;
  readonly text: string | null;
  readonly dueAt: string | null;
  readonly preview: 'fdr' | 'general' | null;
}

export interface Delivery {
  readonly sentAt: string;
  readonly deliveredAt: string | null;
  readonly acknowledgedAt: string | null;
}

export interface Package {
  readonly package: string;
  readonly state: string;
  readonly recipient: { readonly code: string; readonly name: Pair; readonly language: string };
  readonly subject: string | null;
  readonly author: { readonly id: number; readonly name: string } | null;
  readonly reports: readonly { readonly report: string; readonly role: string; readonly lead: boolean }[];
  readonly items: readonly PackageItem[];
  /** Facts that may not leave as they are, with what a person decided of each. */
  readonly blocked: readonly {
    readonly code: string;
    readonly targetId: number;
    readonly words: Pair;
    readonly verdict: string | null;
  }[];
  /** What stands between the draft and its submission. */
  readonly obstacles: readonly { readonly kind: string; readonly words: Pair }[];
  readonly bagHash: string | null;
  readonly sealedAt: string | null;
  readonly releasedBy: { readonly id: number; readonly name: string } | null;
  readonly delivery: Delivery | null;
  readonly history: readonly {
    readonly at: string;
    readonly to: string;
    readonly by: string;
    readonly note: string | null;
  }[];
  readonly note: string | null;
  readonly actions: readonly Act[];
}

export interface Parked {
  readonly id: number;
  readonly stage: string;
  readonly about: 'report' | 'package';
  readonly subjectId: number;
  readonly report: string | null;
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: string;
}

export interface RoadStep {
  readonly stage: string;
  readonly at: string;
  readonly durationMs: number | null;
  readonly ruleVersion: string | null;
  readonly result: string;
  readonly reasons: readonly Pair[];
}
