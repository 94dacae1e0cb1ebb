import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Bundle, BundleSample, ReportBundle } from './contract-bundles.ts';
import { segment } from './paths.ts';

/** One bundle; asked again every 10 s. */
export function useBundle(bundle: string) {
  return useQuery({
    queryKey: ['bundle', bundle],
    queryFn: ({ signal }) => read<Bundle>(`bundles/${segment(bundle)}`, signal),
    refetchInterval: 10_000,
  });
}

/** What a report has to do with bundles. */
export function useReportBundle(report: string) {
  return useQuery({
    queryKey: ['report', report, 'bundle'],
    queryFn: ({ signal }) => read<ReportBundle>(`reports/${segment(report)}/bundle`, signal),
    refetchInterval: 15_000,
  });
}

/** The acts on a bundle; each refreshes it and the queue. */
export function useBundleActs(bundle: string) {
  const queries = useQueryClient();
  const onSettled = () =>
    Promise.all(['bundle', 'queue', 'report'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const at = `bundles/${segment(bundle)}`;
  return {
    claim: useMutation({
      mutationFn: (claim: boolean) => act<unknown>(claim ? 'POST' : 'DELETE', `${at}/claim`, claim ? {} : undefined),
      onSettled,
    }),
    sample: useMutation({ mutationFn: () => act<BundleSample>('POST', `${at}/sample`, {}), onSettled }),
    decide: useMutation({
      mutationFn: (decision: {
        readonly disposition: string;
        readonly reason: string;
        readonly target?: string;
        readonly sampleHash: string;
      }) => act<{ readonly decided: number; readonly leftAlone: number }>('POST', `${at}/decision`, decision),
      onSettled,
    }),
    undo: useMutation({ mutationFn: () => act<unknown>('DELETE', `${at}/decision`), onSettled }),
    takeOut: useMutation({
      mutationFn: ({ report, reason }: { readonly report: string; readonly reason: string }) =>
        act<unknown>('POST', `${at}/reports/${segment(report)}/removal`, { reason }),
      onSettled,
    }),
    dissolve: useMutation({
      mutationFn: (reason: string) => act<unknown>('POST', `${at}/dissolution`, { reason }),
      onSettled,
    }),
  };
}
