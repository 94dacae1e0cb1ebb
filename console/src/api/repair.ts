import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Bench, ChosenReader, OpenedBytes, ReadAgainOutcome, RepairPage } from './contract-intake.ts';
import { query, segment } from './paths.ts';

export interface BenchFilter {
  readonly reason?: string | undefined;
  readonly senderOf?: string | undefined;
  readonly after?: string | undefined;
}

export function useBench(filter: BenchFilter) {
  const asked = query({ ...filter });
  return useQuery({
    queryKey: ['bench', asked],
    queryFn: ({ signal }) => read<Bench>(`repair${asked}`, signal),
    refetchInterval: 15_000,
  });
}

export function useRepair(report: string) {
  return useQuery({
    queryKey: ['repair', report],
    queryFn: ({ signal }) => read<RepairPage>(`reports/${segment(report)}/repair`, signal),
  });
}

/** Opens the bytes for a purpose; never kept. */
export function openBytes(report: string, purpose: string): Promise<OpenedBytes> {
  return act<OpenedBytes>('POST', `reports/${segment(report)}/bytes/opening`, { purpose });
}

interface Outcomes {
  readonly items: readonly ReadAgainOutcome[];
}

/** Reads everything of one sender with one reason again. */
export function useReadAllAgain() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { readonly source: string; readonly sender: string; readonly reason: string }) =>
      act<Outcomes>('POST', 'repair/readings', { ...wanted, reader: { kind: 'any' } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bench'] }),
  });
}

/** The acts on one report of the bench. */
export function useRepairActs(report: string) {
  const queries = useQueryClient();
  const base = `reports/${segment(report)}`;
  const onSettled = () =>
    Promise.all(
      [['repair', report], ['bench'], ['report', report]].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  return {
    readAgain: useMutation({
      mutationFn: (reader: ChosenReader) => act<Outcomes>('POST', `${base}/reading`, { reader }),
      onSettled,
    }),
    repair: useMutation({
      mutationFn: (body: { readonly text: string; readonly note: string; readonly reader: ChosenReader }) =>
        act<{ readonly version: number }>('POST', `${base}/repaired-text`, body),
      onSettled,
    }),
    redirect: useMutation({
      mutationFn: (body: { readonly source: string; readonly sender: string; readonly note: string }) =>
        act<unknown>('POST', `${base}/redirection`, body),
      onSettled,
    }),
    hand: useMutation({
      mutationFn: (body: {
        readonly to: { readonly team: string } | { readonly person: number };
        readonly note: string;
      }) => act<unknown>('POST', `${base}/handing-over`, body),
      onSettled,
    }),
  };
}
