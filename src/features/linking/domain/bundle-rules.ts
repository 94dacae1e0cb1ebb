import type { Disposition } from '#core/vocabulary.ts';

/** When reports are alike, what keeps one apart, what may be decided of many (`reference/linking/bundles-N.json`). */
export interface BundleRules {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** Fewer than these are no bundle. */
  readonly minimumMembers: number;
  /** The sender's own reasons for reporting in bulk, by schema name. */
  readonly batchedReasons: readonly string[];
  /** Where only the sender's word says they are alike, they must also fall into one window of days. */
  readonly batchWindowDays: number;
  readonly shingles: {
    /** Words of one shingle. */
    readonly words: number;
    /** How many of the smallest shingle hashes make the fingerprint. */
    readonly kept: number;
    /** A shorter text says too little to be compared. */
    readonly minimumWords: number;
    /** Words of a long text that are read. */
    readonly wordsRead: number;
  };
  /** Kinds of identifiers that say where content lies: other places are other content. */
  readonly placesThatTell: readonly string[];
  /** Schema names that speak of no danger; any other annotation keeps a report apart. */
  readonly harmlessAnnotations: readonly string[];
  /** Danger factors that follow from the incident type itself and are the same for every member. */
  readonly factorsOfTheKind: readonly string[];
  /** Members drawn at random for the sample, beside the first and the last. */
  readonly sample: { readonly drawn: number };
  /** What may be decided of a bundle, with the reasons that fit; never a package. */
  readonly outcomes: Readonly<Partial<Record<Disposition, readonly string[]>>>;
}
