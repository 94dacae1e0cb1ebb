import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Act } from './contract.ts';
import { segment } from './paths.ts';

export type ReviewStanding = 'running' | 'open' | 'partly' | 'signed' | 'overdue';

export interface ReviewedWeek {
  readonly week: string;
  readonly standing: ReviewStanding;
  readonly count: number;
  readonly denied: number;
}

/** Who acted: the reference of the audit log, and the name where it is a person. */
export interface AuditActor {
  readonly ref: string;
  readonly name: string | null;
}

export interface WeekReview {
  readonly week: string;
  readonly standing: ReviewStanding;
  readonly acts: readonly { readonly act: string; readonly outcome: string; readonly count: number }[];
  readonly actors: readonly {
    readonly actor: AuditActor;
    readonly count: number;
    readonly denied: number;
    readonly refused: number;
  }[];
  readonly notable: readonly {
    readonly entry: number;
    readonly at: string;
    readonly actor: AuditActor;
    readonly act: string;
    readonly outcome: string;
    readonly objectKind: string;
    readonly objectIds: readonly number[];
  }[];
  readonly reviews: readonly { readonly by: AuditActor; readonly at: string }[];
  readonly left: readonly AuditActor[];
  readonly figuresSha256: string;
  readonly actions: readonly Act[];
}

export interface LogHead {
  readonly treeSize: number;
  readonly rootHash: string;
  readonly signedAt: string;
  readonly witness: { readonly state: 'none' | 'current' | 'overdue'; readonly since: string | null };
}

/** Weeks with acts, newest first. */
export function useReviews() {
  return useQuery({
    queryKey: ['reviews'],
    queryFn: ({ signal }) => read<{ readonly items: readonly ReviewedWeek[] }>('audit/reviews', signal),
  });
}

/** One week; asked once, because every look is itself an act. */
export function useWeek(week: string | undefined) {
  return useQuery({
    queryKey: ['reviews', week],
    queryFn: ({ signal }) => read<WeekReview>(`audit/reviews/${segment(week ?? '')}`, signal),
    enabled: week !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The newest signed head of the log. */
export function useLogHead() {
  return useQuery({
    queryKey: ['log-head'],
    queryFn: ({ signal }) => read<LogHead>('audit/checkpoint', signal),
    refetchInterval: 60_000,
  });
}

export function useSignOff(week: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (figuresSha256: string) =>
      act<WeekReview>('POST', `audit/reviews/${segment(week)}/sign-off`, { figuresSha256 }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reviews'] }),
  });
}
