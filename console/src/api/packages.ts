import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Package, PackageRow } from './contract-packages.ts';
import { query, segment } from './paths.ts';

export function usePackages(state: string | undefined) {
  return useQuery({
    queryKey: ['packages', state ?? ''],
    queryFn: ({ signal }) => read<{ readonly items: readonly PackageRow[] }>(`packages${query({ state })}`, signal),
    refetchInterval: 10_000,
  });
}

export function usePackage(pkg: string) {
  return useQuery({
    queryKey: ['package', pkg],
    queryFn: ({ signal }) => read<Package>(`packages/${segment(pkg)}`, signal),
    refetchInterval: 5_000,
  });
}

export interface ItemChange {
  readonly state: 'present' | 'not-applicable' | 'pending';
  readonly reason?: string;
  readonly text?: string;
}

/** Why a package is taken back. */
export interface Recall {
  readonly because: 'wrong-recipient' | 'wrong-content' | 'no-longer-valid';
  readonly reason: string;
}

/** The acts on one package. Submit, release and return wait for the server: nothing is shown as done before it is. */
export function usePackageActs(pkg: string) {
  const queries = useQueryClient();
  const base = `packages/${segment(pkg)}`;
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['package', pkg] }),
      queries.invalidateQueries({ queryKey: ['packages'] }),
    ]);
  return {
    putItem: useMutation({
      mutationFn: ({ item, change }: { readonly item: number; readonly change: ItemChange }) =>
        act<unknown>('PUT', `${base}/items/${segment(item)}`, change),
      onSettled,
    }),
    submit: useMutation({ mutationFn: () => act<unknown>('POST', `${base}/submission`, {}), onSettled }),
    release: useMutation({
      mutationFn: (bagHash: string) => act<unknown>('POST', `${base}/release`, { bagHash }),
      onSettled,
    }),
    recall: useMutation({
      mutationFn: (recalled: Recall) => act<unknown>('POST', `${base}/recall`, recalled),
      onSettled,
    }),
    giveBack: useMutation({
      mutationFn: (reason: string) => act<unknown>('POST', `${base}/return`, { reason }),
      onSettled,
    }),
  };
}
