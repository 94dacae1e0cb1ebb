import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { CallsOfReport, NewCall, WaitingCalls } from './contract-calls.ts';
import { segment } from './paths.ts';

/** What was handed over by telephone about a report, and its clocks. */
export function useCalls(report: string) {
  return useQuery({
    queryKey: ['report', report, 'calls'],
    queryFn: ({ signal }) => read<CallsOfReport>(`reports/${segment(report)}/calls`, signal),
    refetchInterval: 15_000,
  });
}

/** Clocks that run and call-backs that are awaited. */
export function useWaitingCalls() {
  return useQuery({
    queryKey: ['calls'],
    queryFn: ({ signal }) => read<WaitingCalls>('calls', signal),
    refetchInterval: 10_000,
  });
}

/** The acts of the telephone for one report. */
export function useCallActs(report: string) {
  const queries = useQueryClient();
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['report', report] }),
      queries.invalidateQueries({ queryKey: ['calls'] }),
    ]);
  return {
    call: useMutation({
      mutationFn: (said: NewCall) => act<unknown>('POST', `reports/${segment(report)}/calls`, said),
      onSettled,
    }),
    callBack: useMutation({
      mutationFn: ({ call, ...said }: { call: number; result: string; note: string; callBackBy: string | null }) =>
        act<unknown>('POST', `calls/${segment(call)}/call-backs`, said),
      onSettled,
    }),
    endClock: useMutation({
      mutationFn: ({ kind, reason }: { kind: string; reason: string }) =>
        act<unknown>('POST', `reports/${segment(report)}/hand-over-clocks/${segment(kind)}/end`, { reason }),
      onSettled,
    }),
  };
}
