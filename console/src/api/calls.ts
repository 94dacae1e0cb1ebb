import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, actOnce, read } from './client.ts';
import type { CallsOfReport, NewCall, NewCallBack, WaitingCalls } from './contract-calls.ts';
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
  // Nobody waits for the page to be read again: the form closes with the answer.
  const onSettled = (): void => {
    void queries.invalidateQueries({ queryKey: ['report', report] });
    void queries.invalidateQueries({ queryKey: ['calls'] });
  };
  return {
    call: useMutation({
      // Under one key for each form that was opened: pressed twice, or sent again after a lost answer, it is one call.
      mutationFn: ({ key, said }: { key: string; said: NewCall }) =>
        actOnce<unknown>(`reports/${segment(report)}/calls`, said, key),
      onSettled,
    }),
    callBack: useMutation({
      mutationFn: ({ key, call, said }: { key: string; call: number; said: NewCallBack }) =>
        actOnce<unknown>(`calls/${segment(call)}/call-backs`, said, key),
      onSettled,
    }),
    endClock: useMutation({
      mutationFn: ({ kind, reason }: { kind: string; reason: string }) =>
        act<unknown>('POST', `reports/${segment(report)}/hand-over-clocks/${segment(kind)}/end`, { reason }),
      onSettled,
    }),
  };
}

/** Opens the facts given in a call: an act that is written down; the text is kept by nobody here. */
export async function openCallFacts(call: number): Promise<string> {
  return (await act<{ readonly facts: string }>('POST', `calls/${segment(call)}/opening`)).facts;
}
