import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Parked } from './contract-packages.ts';
import { segment } from './paths.ts';

/** Work that stopped, with its reason. */
export function useParked() {
  return useQuery({
    queryKey: ['parked'],
    queryFn: ({ signal }) => read<{ readonly items: readonly Parked[] }>('parked', signal),
    refetchInterval: 15_000,
  });
}

export function useRetryParked() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => act<unknown>('POST', `parked/${segment(id)}/retry`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['parked'] }),
  });
}
