import type { Bilingual } from '#core/locale.ts';
import type { Source, Urgency } from '#core/vocabulary.ts';
import type { AgeBand } from '#features/intake/types';

/** A fact that is there or not. */
export type FactName =
  | 'sender-alarm'
  | 'unreadable'
  | 'nothing-reported'
  | 'file-unseen'
  | 'files-all-seen'
  | 'file-bytes'
  | 'file-hash'
  | 'viewed-stated'
  | 'incident-time'
  | 'stated-place'
  | 'person-name';

/** When a factor applies: a closed language, so that a rule version stays data and its explanation complete. */
export type Condition =
  | { readonly kind: 'report-annotation'; readonly names: readonly string[] }
  | { readonly kind: 'file-annotation'; readonly names: readonly string[]; readonly of: 'any' | 'every' }
  | { readonly kind: 'file-classification'; readonly names: readonly string[] }
  | { readonly kind: 'incident-type'; readonly names: readonly string[] }
  | { readonly kind: 'person-field'; readonly names: readonly string[] }
  | { readonly kind: 'source'; readonly names: readonly Source[] }
  | { readonly kind: 'victim-age'; readonly bands: readonly AgeBand[] }
  | { readonly kind: 'count'; readonly of: 'victims' | 'prior-reports' | 'linked-reports'; readonly atLeast: number }
  | {
      readonly kind: 'identifier';
      readonly kinds: readonly string[];
      /** Whose: null stands for identifiers that belong to no person. */
      readonly roles: readonly (string | null)[];
      readonly needs?: 'port' | 'zone';
    }
  | { readonly kind: 'fact'; readonly name: FactName }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  /** Nothing in the fields says it: it counts when a person confirms it. */
  | { readonly kind: 'person-confirms' };

/** One line of a rule version. */
export interface FactorRule {
  readonly code: string;
  /** Whole points; negative ones lower. */
  readonly weight: number;
  readonly words: Bilingual;
  readonly when: Condition;
  /** Whatever the sum says, at least this urgent. */
  readonly raisesTo?: Urgency;
  /** Keys of docs/sources.md. */
  readonly source: string;
  readonly standing: string;
}

interface Bound {
  readonly at: number;
  readonly words: Bilingual;
}

/** Both axes of one rule version, loaded from `reference/triage/rules-N.json`. */
export interface TriageRules {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** Most urgent first. */
  readonly thresholds: readonly { readonly urgency: Urgency; readonly dangerFrom: number }[];
  /** The lane of reports without actionable information; it sorts, it never closes. */
  readonly informational: { readonly whenAny: readonly string[]; readonly dangerBelow: number };
  /** "Not actionable" asks that every applied danger factor of this weight or more was considered by a person. */
  readonly considerFromWeight: number;
  readonly bounds: { readonly ceiling: Bound; readonly ground: Bound };
  readonly danger: readonly FactorRule[];
  readonly completeness: readonly FactorRule[];
}

/** Neutral terms that propose a danger factor, loaded from `reference/triage/word-list-N.json`. */
export interface WordList {
  readonly version: string;
  readonly terms: readonly {
    readonly factor: string;
    readonly en: readonly string[];
    readonly fr: readonly string[];
  }[];
}
