import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, actOnce, handOver, read } from './client.ts';
import { query, segment } from './paths.ts';

/** What a form of a police service says beside the words. */
export interface ReferralForm {
  readonly fileNumber: string;
  readonly officer: string;
  readonly unit: string;
  readonly requestType: string;
  readonly caveats: string;
  readonly handlingCode: string;
}

/** What is written down of a call, a fax or a paper, as the server takes it. */
export interface DeskEntry {
  readonly source: string;
  readonly sender: string;
  readonly contact: string;
  readonly channel: string;
  readonly danger: string;
  readonly words: string;
  readonly identifiers: string;
  readonly when: string;
  readonly where: string;
  readonly noticeAt: string | null;
  readonly referral: ReferralForm | null;
}

/** What it became. */
export interface Entered {
  readonly report: string;
  readonly found: readonly { readonly kind: string; readonly value: string }[];
}

/** Receives what was written down, once under its key however often it is sent. */
export function useEnter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ entry, key }: { readonly entry: DeskEntry; readonly key: string }) =>
      actOnce<Entered>('desk-entries', entry, key),
    onSettled: () => queries.invalidateQueries({ queryKey: ['queue'] }),
  });
}

/** Adds the scanned paper to an entry of one's own. */
export function useAttach(report: string) {
  return useMutation({
    mutationFn: (file: File) => handOver(`desk-documents${query({ report, name: file.name })}`, file),
  });
}

type Counts = 'this' | 'other';

export interface Joins {
  readonly proposed: readonly {
    readonly report: string;
    readonly sender: string;
    readonly receivedAt: string;
    readonly counts: Counts;
    readonly reasons: readonly {
      readonly code: string;
      readonly kind: string | null;
      readonly words: { readonly en: string; readonly fr: string };
    }[];
  }[];
  readonly standing: readonly {
    readonly join: number;
    readonly report: string;
    readonly verdict: 'same-notice' | 'different';
    readonly counts: Counts | null;
    readonly at: string;
  }[];
}

/** Reports that may be the same notice as this one, and what a person said. */
export function useJoins(report: string) {
  return useQuery({
    queryKey: ['report', report, 'joins'],
    queryFn: ({ signal }) => read<Joins>(`reports/${segment(report)}/joins`, signal),
    retry: false,
  });
}

/** Says that two reports are one notice or two, or takes it back. */
export function useJoinActs(report: string) {
  const queries = useQueryClient();
  const base = `reports/${segment(report)}/joins`;
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['report'] }),
      queries.invalidateQueries({ queryKey: ['queue'] }),
    ]);
  return {
    say: useMutation({
      mutationFn: (word: { readonly with: string; readonly verdict: string }) => act('POST', base, word),
      onSettled,
    }),
    takeBack: useMutation({ mutationFn: (join: number) => act('DELETE', `${base}/${segment(join)}`), onSettled }),
  };
}
