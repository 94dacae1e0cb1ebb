import type { Pair } from '../ui/locale.ts';

export interface Act {
  readonly name: string;
  readonly allowed: boolean;
  readonly reason: Pair | null;
}

export interface Edge {
  readonly id: number;
  readonly a: string;
  readonly b: string;
  readonly kind: string;
  readonly value: string;
  readonly service: string | null;
  readonly weight: number;
  readonly parts: readonly { readonly comparison: string; readonly level: string; readonly weight: number }[];
  readonly reportsSharing: number;
  readonly hub: boolean;
  readonly verdict: 'proposed' | 'same' | 'maybe' | 'different';
  readonly verdictBy: string | null;
  readonly verdictAt: string | null;
  readonly model: string;
  readonly actions: readonly Act[];
}

export interface Links {
  readonly subject: string | null;
  readonly edges: readonly Edge[];
}
