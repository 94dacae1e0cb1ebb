import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';

/** A total of a former year: entered, not counted. */
export interface Baseline {
  readonly id: number;
  readonly source: string | null;
  readonly measure: string;
  readonly value: number;
  readonly provenance: string;
  readonly documentSha256: string;
  readonly enteredBy: string;
  readonly approvedBy: string;
  readonly enteredAt: string;
  readonly isReplaced: boolean;
}

export interface Year {
  readonly year: number;
  readonly received: number;
  readonly open: number;
  readonly baseline: readonly Baseline[];
}

export function useYears() {
  return useQuery({
    queryKey: ['years'],
    queryFn: ({ signal }) => read<{ readonly byYear: readonly Year[] }>('stats?by=year', signal),
  });
}

export interface NewBaseline {
  readonly year: number;
  readonly source: string | null;
  readonly measure: string;
  readonly value: number;
  readonly provenance: string;
  readonly documentSha256: string;
  readonly corrects: boolean;
  readonly reason: string;
}

/** Puts a total before a second person. */
export function useProposeBaseline() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (figure: NewBaseline) => act<{ readonly proposal: number }>('POST', 'stats/baselines', figure),
    onSettled: () => queries.invalidateQueries({ queryKey: ['proposals'] }),
  });
}

export interface CutOver {
  readonly day: string | null;
  readonly reason: string | null;
  readonly setAt: string | null;
  readonly firstOwnDay: string | null;
}

/** The day before which old cases keep their own receipt; absent for who may not see it. */
export function useCutOver() {
  return useQuery({
    queryKey: ['cut-over'],
    queryFn: ({ signal }) => read<CutOver>('intake/cut-over', signal),
    retry: false,
  });
}

export function useSetCutOver() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { readonly day: string; readonly reason: string }) => act('PUT', 'intake/cut-over', wanted),
    onSettled: () => queries.invalidateQueries({ queryKey: ['cut-over'] }),
  });
}
