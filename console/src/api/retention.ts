import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Certificates, DueReport, Hold, Retraction } from './contract-trust.ts';
import { path, query, segment } from './paths.ts';

/** What would be disposed of now, and why: a dry run. */
export function useDue() {
  return useQuery({
    queryKey: ['retention-due'],
    queryFn: ({ signal }) =>
      read<{ readonly rules: string; readonly items: readonly DueReport[]; readonly next: string | null }>(
        'retention/due',
        signal,
      ),
  });
}

export function useHolds() {
  return useQuery({
    queryKey: ['holds'],
    queryFn: ({ signal }) => read<{ readonly items: readonly Hold[] }>('retention/holds', signal),
  });
}

export function useCertificates() {
  return useQuery({
    queryKey: ['certificates'],
    queryFn: ({ signal }) => read<Certificates>('retention/certificates', signal),
    refetchInterval: 15_000,
  });
}

/** Recipients to be told; absent for who may not see deliveries. */
export function useRetractions() {
  return useQuery({
    queryKey: ['retractions'],
    queryFn: ({ signal }) => read<{ readonly items: readonly Retraction[] }>('retractions', signal),
    retry: false,
  });
}

export interface NewHold {
  readonly scope: string;
  readonly target: string;
  readonly kind: string;
  readonly reason: string;
}

/** Proposing a disposal, placing and lifting holds, telling recipients. */
export function useRetentionActs() {
  const queries = useQueryClient();
  const onSettled = () =>
    Promise.all(
      ['retention-due', 'holds', 'certificates', 'retractions', 'proposals'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  return {
    propose: useMutation({
      mutationFn: (wanted: { readonly reports: readonly string[]; readonly reason: string }) =>
        act<{ readonly proposalId: number }>('POST', 'retention/expunges', wanted),
      onSettled,
    }),
    place: useMutation({ mutationFn: (hold: NewHold) => act<unknown>('POST', 'retention/holds', hold), onSettled }),
    lift: useMutation({
      mutationFn: ({ holdId, reason }: { readonly holdId: number; readonly reason: string }) =>
        act<unknown>('POST', `retention/holds/${segment(holdId)}/lift`, { reason }),
      onSettled,
    }),
    told: useMutation({
      mutationFn: ({ id, how }: { readonly id: number; readonly how: string }) =>
        act<unknown>('POST', `retractions/${segment(id)}/told`, { how }),
      onSettled,
    }),
  };
}

/** The printed certificate, opened by the browser itself. */
export function certificateAddress(number: string, language: string): string {
  return path(`retention/certificates/${segment(number)}/document${query({ language })}`);
}

/** A root key by name; the key itself never leaves its file. */
export interface RootKey {
  readonly id: string;
  readonly kind: 'file' | 'command';
  readonly current: boolean;
  readonly replacedAt: string | null;
  readonly wraps: number;
}

export function useRootKeys() {
  return useQuery({
    queryKey: ['root-keys'],
    queryFn: ({ signal }) => read<{ readonly items: readonly RootKey[] }>('vault/root-keys', signal),
    retry: false,
  });
}

/** Puts the end of an old root key before a second person. */
export function useDestruction(rootKey: string) {
  return useMutation({
    mutationFn: (reason: string) => act<unknown>('POST', `vault/root-keys/${segment(rootKey)}/destruction`, { reason }),
  });
}
