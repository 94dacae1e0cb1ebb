import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Subject } from './contract-packages.ts';
import { segment } from './paths.ts';

/** Everything about one possible person across reports. */
export function useSubject(subject: string) {
  return useQuery({
    queryKey: ['subject', subject],
    queryFn: ({ signal }) => read<Subject>(`subjects/${segment(subject)}`, signal),
  });
}

export type Verdict = 'same' | 'maybe' | 'different';

/** A person's word on a proposed link; null takes it back, at any time. */
export function useJudgeLink() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verdict }: { readonly id: number; readonly verdict: Verdict | null }) =>
      verdict === null
        ? act<unknown>('DELETE', `links/${segment(id)}/verdict`)
        : act<unknown>('POST', `links/${segment(id)}/verdict`, { verdict }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['subject'] }),
        queries.invalidateQueries({ queryKey: ['report'] }),
      ]),
  });
}
