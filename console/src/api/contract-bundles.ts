import type { Act, Pair, Triage } from './contract.ts';

/** Why a report stands apart, by code and in words. */
export interface ApartReason {
  readonly code: string;
  readonly words: Pair;
}

/** An earlier bundle of the same likeness and how it was decided: a proposal. */
export interface EarlierBundle {
  readonly number: string;
  readonly words: Pair;
}

/** Near-identical reports decided together. */
export interface Bundle {
  readonly bundle: string;
  readonly kind: 'same-files' | 'same-words' | 'platform-batch';
  readonly rules: string;
  readonly sender: string;
  readonly incidentType: string | null;
  readonly state: 'open' | 'decided' | 'dissolved';
  readonly formedAt: string;
  readonly together: number;
  readonly apart: number;
  readonly report: string | null;
  readonly dueAt: string | null;
  readonly diesAt: string | null;
  readonly holder: { readonly id: number; readonly name: string } | null;
  readonly leaseUntil: string | null;
  readonly mine: boolean;
  readonly keptApart: readonly {
    readonly report: string;
    readonly state: string;
    readonly reasons: readonly ApartReason[];
    readonly words: string | null;
  }[];
  readonly decision: {
    readonly disposition: string;
    readonly words: Pair;
    readonly reports: number;
    readonly by: { readonly id: number; readonly name: string };
    readonly at: string;
    readonly effectiveAt: string;
    readonly undoable: boolean;
  } | null;
  readonly decidedLike: EarlierBundle | null;
  readonly dispositions: Triage['dispositions'];
  readonly actions: readonly Act[];
}

/** What a person is shown before deciding a bundle. */
export interface BundleSample {
  readonly sampleHash: string;
  readonly openedAt: string;
  readonly present: number;
  readonly fields: readonly { readonly field: string; readonly distinct: number; readonly shared: string | null }[];
  readonly reports: readonly {
    readonly report: string;
    readonly receivedAt: string;
    readonly values: Readonly<Record<string, string>>;
  }[];
}

/** What one report has to do with bundles. */
export interface ReportBundle {
  readonly bundle: string | null;
  readonly state: Bundle['state'] | null;
  readonly standing: 'together' | 'apart' | null;
  readonly reasons: readonly ApartReason[];
  readonly words: string | null;
  readonly decidedLike: EarlierBundle | null;
}
