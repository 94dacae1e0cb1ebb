import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Pair } from '../ui/locale.ts';
import { act, read } from './client.ts';
import { segment } from './paths.ts';

export interface Regime {
  readonly code: string;
  readonly title: Pair;
  readonly isInForce: boolean;
  readonly daySettable: boolean;
  readonly inForceFrom: string | null;
  readonly preservation: { readonly amount: number; readonly unit: 'days' | 'years'; readonly zone: string };
  readonly notice: {
    readonly required: readonly string[];
    readonly transmissionData: 'asked' | 'when-manifest';
    readonly addressee: Pair;
  };
  readonly keeping: { readonly rule: Pair; readonly destroyAfter: Pair };
  readonly section: Pair;
  readonly source: string;
  readonly days: readonly {
    readonly inForceFrom: string | null;
    readonly authority: string;
    readonly setBy: string;
    readonly approvedBy: string;
    readonly setAt: string;
  }[];
}

export function useRegimes() {
  return useQuery({
    queryKey: ['regimes'],
    queryFn: ({ signal }) => read<{ readonly items: readonly Regime[] }>('regimes', signal),
  });
}

/** Puts a day before a second person; nothing changes until it is approved and carried out. */
export function useProposeDay() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      regime,
      ...day
    }: {
      readonly regime: string;
      readonly inForceFrom: string | null;
      readonly authority: string;
      readonly reason: string;
    }) => act<{ readonly proposalId: number }>('POST', `regimes/${segment(regime)}/days`, day),
    onSettled: () => queries.invalidateQueries({ queryKey: ['proposals'] }),
  });
}
