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
    readonly urgency: string;
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
  readonly package: string;
  readonly state: string;
  readonly recipient: { readonly code: string; readonly name: Pair; readonly language: string };
  readonly reports: readonly { readonly report: string; readonly role: string; readonly lead: boolean }[];
  readonly author: { readonly id: number; readonly name: string } | null;
  readonly createdAt?: string;
}

export interface PackageItem {
  readonly item: number;
  readonly words: Pair;
  readonly state: 'present' | 'not-applicable' | 'pending';
  readonly reason: string | null;
  readonly dueAt: string | null;
  readonly preview: string | null;
}

export interface Delivery {
  readonly id: number;
  readonly channel: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
  readonly acknowledgement: { readonly by: string; readonly at: string; readonly bagHash: string } | null;
}

export interface Package {
  readonly package: string;
  readonly state: string;
  readonly recipient: { readonly code: string; readonly name: Pair; readonly language: string };
  readonly subject: string | null;
  readonly author: { readonly id: number; readonly name: string } | null;
  readonly reports: readonly { readonly report: string; readonly role: string; readonly lead: boolean }[];
  readonly items: readonly PackageItem[];
  readonly blocked: readonly { readonly words: Pair }[];
  readonly bagHash: string | null;
  readonly sealedAt: string | null;
  readonly releasedBy: { readonly id: number; readonly name: string } | null;
  readonly delivery: Delivery | null;
  readonly history: readonly { readonly at: string; readonly words: Pair; readonly by: string | null }[];
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
