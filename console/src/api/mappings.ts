import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { MappingContent, MappingLine, MappingPage, MappingPreview, MappingTarget } from './contract-intake.ts';
import { segment } from './paths.ts';

export function useMappings() {
  return useQuery({
    queryKey: ['mappings'],
    queryFn: ({ signal }) =>
      read<{ readonly items: readonly MappingLine[]; readonly targets: readonly MappingTarget[] }>('mappings', signal),
  });
}

/** Asked once: what a person is writing is not put back by a refresh. */
export function useMapping(id: string) {
  return useQuery({
    queryKey: ['mapping', id],
    queryFn: ({ signal }) => read<MappingPage>(`mappings/${segment(id)}`, signal),
    refetchOnWindowFocus: false,
  });
}

export function useNewMapping() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (head: { readonly source: string; readonly sender: string; readonly kind: string }) =>
      act<{ readonly mapping: number }>('POST', 'mappings', head),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mappings'] }),
  });
}

/** The samples as a mapping, saved or not, would read them; the last answer stays while the next one comes. */
export function usePreview(id: string, content: MappingContent, samples: number) {
  return useQuery({
    queryKey: ['mapping-preview', id, samples, JSON.stringify(content)],
    queryFn: () => act<MappingPreview>('POST', `mappings/${segment(id)}/preview`, { content }),
    enabled: samples > 0,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
}

/** The acts on one mapping. */
export function useMappingActs(id: string) {
  const queries = useQueryClient();
  const base = `mappings/${segment(id)}`;
  const onSettled = () =>
    Promise.all(
      [['mapping', id], ['mappings'], ['mapping-preview', id]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  return {
    save: useMutation({
      mutationFn: (content: MappingContent) => act<{ readonly version: number }>('PUT', `${base}/draft`, { content }),
      onSettled,
    }),
    addSample: useMutation({
      mutationFn: (sample: { readonly fileName: string; readonly origin: string; readonly base64: string }) =>
        act<unknown>('POST', `${base}/samples`, sample),
      onSettled,
    }),
    removeSample: useMutation({
      mutationFn: (sample: number) => act('DELETE', `${base}/samples/${segment(sample)}`),
      onSettled,
    }),
    expect: useMutation({
      mutationFn: async (seen: {
        readonly sample: number;
        readonly digest: string;
        readonly content: MappingContent;
      }) => {
        // What was looked at is what is saved: the draft first, then the result under its digest.
        await act<unknown>('PUT', `${base}/draft`, { content: seen.content });
        return act('PUT', `${base}/samples/${segment(seen.sample)}/expectation`, { digest: seen.digest });
      },
      onSettled,
    }),
    publish: useMutation({
      mutationFn: async (content: MappingContent) => {
        await act<unknown>('PUT', `${base}/draft`, { content });
        return act<{ readonly version: number }>('POST', `${base}/publication`, {});
      },
      onSettled,
    }),
    retire: useMutation({
      mutationFn: () => act<{ readonly version: number }>('POST', `${base}/retirement`, {}),
      onSettled,
    }),
  };
}
