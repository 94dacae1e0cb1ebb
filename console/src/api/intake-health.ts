import { useQuery } from '@tanstack/react-query';
import { read } from './client.ts';

/** One sender, with its last days and how it is heard. */
export interface Sender {
  readonly source: string;
  readonly sender: string;
  readonly lastSeenAt: string;
  readonly lastDay: number;
  readonly lastWeek: number;
  readonly unreadable: number;
  readonly drifted: number;
  readonly hearing: { readonly kind: 'heard' | 'too-few' } | { readonly kind: 'silent'; readonly since: string };
}

/** Who reports and how that is going; renewed every minute. */
export function useSenders() {
  return useQuery({
    queryKey: ['senders'],
    queryFn: ({ signal }) => read<{ readonly items: readonly Sender[] }>('senders', signal),
    refetchInterval: 60_000,
  });
}
