import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Act } from './contract.ts';
import { query, segment } from './paths.ts';

export interface Difference {
  readonly part: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly of: string | null;
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Differences {
  readonly from: number;
  readonly to: number;
  readonly touches: readonly ('urgency' | 'jurisdiction')[];
  readonly differences: readonly Difference[];
}

export interface DraftField {
  readonly id: number;
  readonly page: number;
  readonly line: number;
  readonly label: string;
  readonly kind: string;
  readonly value: string;
  readonly standing: 'agrees' | 'differs' | 'only-in-pdf';
  readonly said: string | null;
  readonly verdict: 'confirmed' | 'rejected' | null;
  readonly judgedBy: string | null;
}

export interface DraftFieldPage {
  readonly pdfs: readonly {
    readonly file: number;
    readonly name: string | null;
    /** Null: it waits to be read. */
    readonly outcome: string | null;
    readonly pages: number | null;
    readonly isCut: boolean;
  }[];
  readonly fields: readonly DraftField[];
  readonly actions: readonly Act[];
}

/** In what two versions of a report differ. */
export function useDifferences(report: string, from: number, to: number) {
  return useQuery({
    queryKey: ['report', report, 'differences', from, to],
    queryFn: ({ signal }) => read<Differences>(`reports/${segment(report)}/differences${query({ from, to })}`, signal),
  });
}

/** What the PDF of a tip says; asked again while it waits to be read. */
export function useDraftFields(report: string) {
  return useQuery({
    queryKey: ['report', report, 'draft-fields'],
    queryFn: ({ signal }) => read<DraftFieldPage>(`reports/${segment(report)}/draft-fields`, signal),
    refetchInterval: ({ state }) => (state.data?.pdfs.some((pdf) => pdf.outcome === null) === true ? 3_000 : false),
  });
}

/** A person's word on one line of the PDF. */
export function useJudgeDraft(report: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verdict }: { readonly id: number; readonly verdict: string }) =>
      act<unknown>('PUT', `reports/${segment(report)}/draft-fields/${segment(id)}`, { verdict }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['report', report] }),
  });
}
