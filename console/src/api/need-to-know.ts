import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import { segment } from './paths.ts';

export interface Opening {
  readonly opening: number;
  readonly compartment: string;
  readonly staffId: number;
  readonly name: string;
  readonly reason: string;
  readonly openedAt: string;
  readonly endsAt: string;
  readonly reviewDueAt: string;
  readonly reviewedAt: string | null;
  readonly verdict: 'justified' | 'not-justified' | null;
  readonly overdueAt: string | null;
}

export interface Walls {
  readonly items: readonly {
    readonly compartment: string;
    readonly reports: number;
    readonly members: readonly { readonly staffId: number; readonly name: string; readonly since: string }[];
  }[];
  readonly openings: readonly Opening[];
}

export interface Mandate {
  readonly mandate: number;
  readonly auditorId: number;
  readonly auditor: string;
  readonly authority: string;
  readonly reason: string;
  readonly recordedAt: string;
  readonly endsAt: string;
  readonly endedAt: string | null;
  readonly reports: readonly string[];
}

export interface NewMandate {
  readonly auditor: number;
  readonly authority: string;
  readonly reason: string;
  readonly reports: readonly string[];
  readonly endsAt: string;
}

/** Compartments, their members, and openings by break-glass; for supervisors and auditors. */
export function useWalls(enabled: boolean) {
  return useQuery({
    queryKey: ['walls'],
    queryFn: ({ signal }) => read<Walls>('compartments', signal),
    refetchInterval: 30_000,
    enabled,
  });
}

/** Mandates of auditors; an auditor sees their own. */
export function useMandates(enabled: boolean) {
  return useQuery({
    queryKey: ['mandates'],
    queryFn: ({ signal }) => read<{ readonly items: readonly Mandate[] }>('mandates', signal),
    enabled,
  });
}

export function useBreakGlass() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { readonly compartment: string; readonly reason: string }) =>
      act<{ readonly opening: number; readonly endsAt: string }>('POST', 'break-glass', wanted),
    // Whatever was "nothing here" may be there now.
    onSuccess: () => queries.invalidateQueries(),
  });
}

export function useReviewOpening() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ opening, ...review }: { opening: number; verdict: string; note: string }) =>
      act('POST', `break-glass/${segment(opening)}/review`, review),
    onSettled: () => queries.invalidateQueries({ queryKey: ['walls'] }),
  });
}

export function useRecordMandate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mandate: NewMandate) => act<{ readonly mandate: number }>('POST', 'mandates', mandate),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mandates'] }),
  });
}

export function useEndMandate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mandate: number) => act('DELETE', `mandates/${segment(mandate)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mandates'] }),
  });
}

export function useDismiss() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ compartment, staffId }: { compartment: string; staffId: number }) =>
      act('DELETE', `compartments/${segment(compartment)}/members/${segment(staffId)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['walls'] }),
  });
}

export function useAdmit() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ compartment, staffId }: { compartment: string; staffId: number }) =>
      act('PUT', `compartments/${segment(compartment)}/members/${segment(staffId)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['walls'] }),
  });
}
