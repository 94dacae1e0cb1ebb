import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Clocks, Links, Report, Routes, Triage } from './contract.ts';
import type { RoadStep } from './contract-packages.ts';
import { segment } from './paths.ts';

function useOfReport<Shape>(report: string, part: string, refetchInterval: number | false = false) {
  return useQuery({
    queryKey: ['report', report, part],
    queryFn: ({ signal }) => read<Shape>(`reports/${segment(report)}${part === '' ? '' : `/${part}`}`, signal),
    refetchInterval,
  });
}

/** The report as received and understood. */
export const useReport = (report: string) => useOfReport<Report>(report, '', 15_000);
/** How urgent it is, who holds it, what may be decided. */
export const useTriage = (report: string) => useOfReport<Triage>(report, 'triage', 10_000);
export const useClocks = (report: string) => useOfReport<Clocks>(report, 'clocks');
export const useRoutes = (report: string) => useOfReport<Routes>(report, 'routes');
export const useLinks = (report: string) => useOfReport<Links>(report, 'links');
/** The road of the report, stage by stage. */
export const useExplanation = (report: string) =>
  useOfReport<{ readonly road: readonly RoadStep[] }>(report, 'explanation');

export interface Decision {
  readonly disposition: string;
  readonly reason: string;
  readonly note?: string;
  /** The version the person has in front of them; an outdated one is refused. */
  readonly version?: number;
  readonly target?: string;
}

/** Decides, or takes the decision back (`null`). */
export function useDecide(report: string) {
  const refresh = useRefresh(report);
  return useMutation({
    mutationFn: (decision: Decision) => act<unknown>('POST', `reports/${segment(report)}/decision`, decision),
    onSettled: refresh,
  });
}

/** Takes the decision on any report back; used after its screen is gone. */
export function useUndoDecision() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (report: string) => act<unknown>('DELETE', `reports/${segment(report)}/decision`),
    onSettled: (_, __, report) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['queue'] }),
        queries.invalidateQueries({ queryKey: ['report', report] }),
      ]),
  });
}

/** A person's word on a proposed factor. */
export function useJudgeFactor(report: string) {
  const refresh = useRefresh(report);
  return useMutation({
    mutationFn: ({ code, verdict }: { readonly code: string; readonly verdict: string }) =>
      act<unknown>('POST', `reports/${segment(report)}/factors/${segment(code)}`, { verdict }),
    onSettled: refresh,
  });
}

export function useChangeUrgency(report: string) {
  const refresh = useRefresh(report);
  return useMutation({
    mutationFn: (change: { readonly urgency: string; readonly reason: string }) =>
      act<unknown>('PUT', `reports/${segment(report)}/urgency`, change),
    onSettled: refresh,
  });
}

/** Opens a received text: an act with a purpose, recorded; the text is kept by nobody here. */
export async function openNarrative(report: string, narrative: number, purpose: string): Promise<string> {
  const answer = await act<{ readonly body: string }>(
    'POST',
    `reports/${segment(report)}/narratives/${segment(narrative)}/opening`,
    { purpose },
  );
  return answer.body;
}

function useRefresh(report: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['report', report] }),
      queries.invalidateQueries({ queryKey: ['queue'] }),
    ]);
}
