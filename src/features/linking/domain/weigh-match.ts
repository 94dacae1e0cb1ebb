import type { StrongKind, WeightPart } from '../types.ts';
import type { LinkingRules } from './linking-rules.ts';

/** A weight and the lines it is made of. */
export interface WeighedMatch {
  readonly weight: number;
  readonly parts: readonly WeightPart[];
}

// Every part is a multiple of this, so that sums are exact in any order.
const STEP = 1 / 1024;

/** Weighs an exact match: the kind's own weight, less for every sharer; next to nothing for a hub. */
export function weighMatch(
  kind: StrongKind,
  sharing: { readonly reports: number; readonly hub: boolean },
  rules: LinkingRules,
): WeighedMatch {
  const level = `shared-by-${sharing.reports}`;
  const exact = { comparison: kind, level: 'exact', weight: onGrid(rules.kinds[kind].weightBits) };
  // Two holders are the least a match can have: no deduction.
  const commonness = { comparison: 'commonness', level, weight: -onGrid(Math.log2(Math.max(1, sharing.reports - 1))) };
  const parts: WeightPart[] = [exact, commonness];
  if (sharing.hub) {
    const weight = onGrid(rules.hubWeightBits) - exact.weight - commonness.weight;
    parts.push({ comparison: 'hub', level, weight });
  }
  return { weight: parts.reduce((sum, part) => sum + part.weight, 0), parts };
}

function onGrid(bits: number): number {
  return Math.round(bits / STEP) * STEP;
}
