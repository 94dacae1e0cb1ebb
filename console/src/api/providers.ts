import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Pair } from '../ui/locale.ts';
import { act, read } from './client.ts';
import { query, segment } from './paths.ts';

export interface ProviderPerson {
  readonly id: number;
  readonly name: string;
  readonly provider: string;
  /** Invites colleagues and ends their access. */
  readonly manages: boolean;
  readonly tiedAt: string;
  readonly disabled: boolean;
}

/** A one-time link as its path; null where nothing is to be handed over. */
export interface Invitation {
  readonly path: string | null;
  readonly expiresAt: string;
}

export interface Provider {
  readonly code: string;
  readonly name: string;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly since: string;
}

export type QualityFigure =
  | { readonly kind: 'share'; readonly count: number; readonly of: number }
  | { readonly kind: 'minutes' | 'percent'; readonly value: number | null };

export interface QualityLine {
  readonly code: string;
  readonly figure: QualityFigure;
  readonly canImprove: boolean;
  readonly name: Pair;
  readonly means: Pair;
  readonly better: Pair;
}

export interface QualityCard {
  readonly period: { readonly from: string; readonly to: string };
  readonly quality: { readonly notices: number };
  readonly lines: readonly QualityLine[];
}

/** Who signs in for whom; absent for who may not let them in. */
export function useProviderPeople() {
  return useQuery({
    queryKey: ['provider-people'],
    queryFn: ({ signal }) => read<{ readonly items: readonly ProviderPerson[] }>('provider-people', signal),
    retry: false,
  });
}

function usePeopleChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['provider-people'] }),
  });
}

export function useInvite() {
  return usePeopleChange(
    (given: {
      readonly provider: string;
      readonly name: string;
      readonly language: string;
      readonly manages: boolean;
    }) => act<Invitation>('POST', 'provider-people', given),
  );
}

export function useInviteAgain() {
  return usePeopleChange((id: number) => act<Invitation>('POST', `provider-people/${segment(id)}/invitation`, {}));
}

/** Says whether a person manages the people of their provider. */
export function useNameManager() {
  return usePeopleChange(({ id, manages }: { readonly id: number; readonly manages: boolean }) =>
    act<unknown>('PUT', `provider-people/${segment(id)}/manager`, { manages }),
  );
}

/** Shuts a person of a provider out at once, or lets them in again: an administrator's act, as for everybody. */
export function useEndPerson() {
  return usePeopleChange(({ id, isEnd }: { readonly id: number; readonly isEnd: boolean }) =>
    act<unknown>('POST', `people/${segment(id)}/${isEnd ? 'disable' : 'enable'}`, {}),
  );
}

/** Providers that ever notified; absent for who may not see them. */
export function useProviders(after: string | undefined) {
  return useQuery({
    queryKey: ['providers', after],
    queryFn: ({ signal }) =>
      read<{ readonly items: readonly Provider[]; readonly next: string | null }>(
        `providers${query({ limit: 50, after })}`,
        signal,
      ),
    retry: false,
  });
}

export function useQualityCard(code: string) {
  return useQuery({
    queryKey: ['quality-card', code],
    queryFn: ({ signal }) => read<QualityCard>(`providers/${segment(code)}/quality`, signal),
  });
}
