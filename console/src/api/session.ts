import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, Refusal, read, setRequestHeaders } from './client.ts';
import type { Session } from './contract.ts';

const KEY = ['session'] as const;

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    const session = await read<Session>('session', signal);
    setRequestHeaders({ csrfToken: session.csrfToken });
    return session;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; null when nobody is. Asked again every minute, so that an ended session is seen. */
export function useSession() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}

/** Exchanges a one-time code for a session. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => act<unknown>('POST', 'session', { code }),
    onSuccess: () => queries.invalidateQueries(),
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => act('DELETE', 'session'),
    onSettled: () => queries.resetQueries(),
  });
}

/** Remembers the person's language on the server; the page has already changed. */
export function useKeepLanguage() {
  return useMutation({ mutationFn: (language: string) => act('PUT', 'session/language', { language }) });
}
