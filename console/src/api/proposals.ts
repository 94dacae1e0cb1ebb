import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Proposal, UrgentRegister } from './contract-trust.ts';
import { query, segment } from './paths.ts';

/** What waits for a second person, what I proposed, or what was settled. */
export function useProposals(view: string) {
  return useQuery({
    queryKey: ['proposals', view],
    queryFn: ({ signal }) => read<{ readonly items: readonly Proposal[] }>(`proposals${query({ view })}`, signal),
    refetchInterval: 10_000,
  });
}

/** The acts on one proposal; nothing is shown as done before the server did it. */
export function useProposalActs(id: number) {
  const queries = useQueryClient();
  const base = `proposals/${segment(id)}`;
  const onSettled = () => queries.invalidateQueries({ queryKey: ['proposals'] });
  return {
    approve: useMutation({
      mutationFn: (contentHash: string) => act<unknown>('POST', `${base}/approval`, { contentHash }),
      onSettled,
    }),
    refuse: useMutation({
      mutationFn: (reason: string) => act<unknown>('POST', `${base}/refusal`, { reason }),
      onSettled,
    }),
    withdraw: useMutation({ mutationFn: () => act<unknown>('DELETE', base), onSettled }),
    carryOut: useMutation({ mutationFn: () => act<unknown>('POST', `${base}/execution`, {}), onSettled }),
  };
}

/** The exception for urgent notices: its switch and every use. Absent for who may not see it. */
export function useUrgentRegister() {
  return useQuery({
    queryKey: ['urgent-notices'],
    queryFn: ({ signal }) => read<UrgentRegister>('urgent-notices', signal),
    retry: false,
  });
}

export function useReviewUse() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (review: { readonly useId: number; readonly verdict: string; readonly note: string }) =>
      act<unknown>('POST', `urgent-notices/uses/${segment(review.useId)}/review`, {
        verdict: review.verdict,
        note: review.note,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['urgent-notices'] }),
  });
}
