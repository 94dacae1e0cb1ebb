import { useQuery } from '@tanstack/react-query';
import { read } from './client.ts';
import { query } from './paths.ts';

export interface NamedPerson {
  readonly staffId: number;
  readonly name: string;
}

/** Names of the people of this house, those with one role only where one is given; nothing else about them. */
export function usePeopleNames(role?: string) {
  return useQuery({
    queryKey: ['people-names', role ?? ''],
    queryFn: ({ signal }) => read<{ readonly items: readonly NamedPerson[] }>(`people/names${query({ role })}`, signal),
    staleTime: 60_000,
  });
}
