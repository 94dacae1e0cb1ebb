import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Incident, IncidentLine } from './contract-trust.ts';
import { segment } from './paths.ts';

export function useIncidents() {
  return useQuery({
    queryKey: ['incidents'],
    queryFn: ({ signal }) => read<{ readonly items: readonly IncidentLine[] }>('incidents', signal),
    refetchInterval: 15_000,
  });
}

export function useIncident(number: string) {
  return useQuery({
    queryKey: ['incident', number],
    queryFn: ({ signal }) => read<Incident>(`incidents/${segment(number)}`, signal),
    refetchInterval: 15_000,
  });
}

export function useOpenIncident() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: { readonly kind: string; readonly what: string }) =>
      act<{ readonly number: string }>('POST', 'incidents', said),
    onSettled: () => queries.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

export interface Described {
  readonly what: string;
  readonly affected: string | null;
  readonly happenedAt: string | null;
  readonly jeopardisesFunction: boolean | null;
  readonly personalInformation: boolean | null;
  readonly note: string;
}

/** The acts on one incident. */
export function useIncidentActs(number: string) {
  const queries = useQueryClient();
  const base = `incidents/${segment(number)}`;
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['incident', number] }),
      queries.invalidateQueries({ queryKey: ['incidents'] }),
    ]);
  return {
    describe: useMutation({ mutationFn: (body: Described) => act<unknown>('PUT', base, body), onSettled }),
    move: useMutation({
      mutationFn: (body: { readonly act: string; readonly note: string }) =>
        act<unknown>('POST', `${base}/moves`, body),
      onSettled,
    }),
    judge: useMutation({
      mutationFn: (body: { readonly material: string; readonly note: string }) =>
        act<unknown>('POST', `${base}/judgement`, body),
      onSettled,
    }),
    tell: useMutation({
      mutationFn: (body: { readonly told: string; readonly clock: string | null; readonly reference: string | null }) =>
        act<unknown>('POST', `${base}/told`, body),
      onSettled,
    }),
  };
}
