import type { StrongKind } from '../types.ts';

/** What links by itself, how much it weighs, when it is too common (`reference/linking/strong-identifiers.json`). */
export interface LinkingRules {
  readonly version: string;
  /** What a hub's match still weighs, in bits. */
  readonly hubWeightBits: number;
  readonly keysPerReport: number;
  readonly edgesPerReport: number;
  readonly kinds: Readonly<
    Record<StrongKind, { readonly weightBits: number; readonly hubAbove: number; readonly joins: boolean }>
  >;
  readonly ip: { readonly windowHours: number; readonly addressClasses: readonly string[] };
  /** Words providers write where a value is missing. */
  readonly meaningless: readonly string[];
}
