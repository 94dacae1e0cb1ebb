import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Act } from './contract.ts';
import { path, query, segment } from './paths.ts';
import type { AuditActor } from './reviews.ts';

/** What acts are asked for: codes and numbers, as they stand in the address. Days are those of this workstation. */
export interface ActFilter {
  readonly person?: number;
  readonly act?: string;
  readonly outcome?: string;
  readonly object?: string;
  readonly from?: string;
  readonly until?: string;
  readonly after?: number;
}

export interface ListedAct {
  readonly entry: number;
  readonly at: string;
  readonly actor: AuditActor;
  readonly act: string;
  readonly outcome: string;
  readonly objectKind: string;
  readonly objects: readonly { readonly id: number; readonly number: string | null }[];
  readonly objectCount: number;
  readonly detail: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly isProvable: boolean;
}

export interface ActPage {
  readonly items: readonly ListedAct[];
  readonly next: string | null;
}

export interface Witness {
  readonly witness: number;
  readonly name: string;
  readonly verifierKey: string;
  readonly state: 'proposed' | 'current' | 'overdue' | 'revoked';
  readonly proposedBy: AuditActor;
  readonly proposedAt: string;
  readonly lastCosignedAt: string | null;
  readonly treeSize: number | null;
  readonly actions: readonly Act[];
}

/** How many acts a page asks for. */
export const ACTS_ON_A_PAGE = 50;

/** The first instant of a day of this workstation, or of the day after it. */
function startOf(day: string, daysLater = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

/** A page of acts. Every look is an act too, so it is asked again only by hand. */
export function useActs({ from, until, ...filter }: ActFilter) {
  const asked = {
    ...filter,
    from: from === undefined ? undefined : startOf(from),
    until: until === undefined ? undefined : startOf(until, 1),
    limit: ACTS_ON_A_PAGE,
  };
  return useQuery({
    queryKey: ['acts', asked],
    queryFn: ({ signal }) => read<ActPage>(`audit/acts${query(asked)}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** What the list can be narrowed to. */
export function useActChoices() {
  return useQuery({
    queryKey: ['act-choices'],
    queryFn: ({ signal }) =>
      read<{ readonly acts: readonly string[]; readonly people: readonly (AuditActor & { readonly id: number })[] }>(
        'audit/acts/choices',
        signal,
      ),
    staleTime: 600_000,
  });
}

/** The newest line that the verification of the whole log has left. */
export function useLastVerification() {
  return useQuery({
    queryKey: ['last-verification'],
    queryFn: ({ signal }) => read<ActPage>(`audit/acts${query({ act: 'verify-audit', limit: 1 })}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    select: (page) => page.items[0] ?? null,
  });
}

/** Where the proof of an act is fetched by the browser itself. */
export function proofAddress(entry: number): string {
  return path(`audit/acts/${segment(entry)}/proof`);
}

export function useWitnesses() {
  return useQuery({
    queryKey: ['witnesses'],
    queryFn: ({ signal }) =>
      read<{ readonly items: readonly Witness[]; readonly actions: readonly Act[] }>('audit/witnesses', signal),
    staleTime: 60_000,
  });
}

/** Naming, letting in and ending a witness. */
export function useWitnessActs() {
  const queries = useQueryClient();
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['witnesses'] }),
      queries.invalidateQueries({ queryKey: ['log-head'] }),
    ]);
  return {
    propose: useMutation({
      mutationFn: (verifierKey: string) => act<unknown>('POST', 'audit/witnesses', { verifierKey }),
      onSettled,
    }),
    approve: useMutation({
      mutationFn: (witness: number) => act('POST', `audit/witnesses/${segment(witness)}/approval`, {}),
      onSettled,
    }),
    revoke: useMutation({
      mutationFn: (witness: number) => act('DELETE', `audit/witnesses/${segment(witness)}`),
      onSettled,
    }),
  };
}
