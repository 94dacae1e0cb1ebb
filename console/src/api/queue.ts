import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Lease, QueuePage } from './contract.ts';
import { query, segment } from './paths.ts';

export interface QueueFilter {
  readonly view: string;
  readonly urgency: string | undefined;
  readonly source: string | undefined;
}

/** The queue, asked again every 5 s; the last answer stays in sight while the next one is fetched. */
export function useQueue(filter: QueueFilter) {
  return useQuery({
    queryKey: ['queue', filter],
    queryFn: ({ signal }) => read<QueuePage>(`queue${query({ ...filter, limit: 50 })}`, signal),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}

/** Takes the next report for this person; null when there is none. */
export function useTakeNext() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => act<Lease | null>('POST', 'queue/next', {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['queue'] }),
  });
}

/** Claims a report (`POST`) or lets it go (`DELETE`). */
export function useClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ report, claim }: { readonly report: string; readonly claim: boolean }) =>
      act<Lease | null>(claim ? 'POST' : 'DELETE', `reports/${segment(report)}/claim`, claim ? {} : undefined),
    onSettled: (_, __, { report }) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['queue'] }),
        queries.invalidateQueries({ queryKey: ['report', report] }),
      ]),
  });
}

/** The reports this person holds, as far as the last answers told. */
export function useHeld(): readonly Lease[] {
  const mine = useQuery({
    queryKey: ['queue', 'held'],
    queryFn: ({ signal }) => read<QueuePage>(`queue${query({ view: 'mine', limit: 10 })}`, signal),
    refetchInterval: 10_000,
  });
  return (mine.data?.items ?? []).flatMap((row) =>
    row.mine && row.leaseUntil !== null ? [{ report: row.report, leaseUntil: row.leaseUntil }] : [],
  );
}
