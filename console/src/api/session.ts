import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, Refusal, read, setRequestHeaders } from './client.ts';
import type { Session } from './contract.ts';
import { setLocked } from './lock.ts';

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

/** Takes the session a proof has opened or renewed: its token for acts, and the screens again. */
export async function enterSession(queries: QueryClient, session: Session): Promise<void> {
  setRequestHeaders({ csrfToken: session.csrfToken });
  queries.setQueryData(KEY, session);
  setLocked(false);
  await queries.invalidateQueries();
}

/** The session is over for good: the sign-in page comes, drafts stay. */
export function forgetSession(queries: QueryClient): void {
  queries.setQueryData(KEY, null);
  setLocked(false);
}

/** Locks now: the page is blank at once, whatever the server says. */
export function lockNow(): void {
  setLocked(true);
  void act('POST', 'session/lock').catch(() => undefined);
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => act('DELETE', 'session'),
    onSettled: () => {
      setLocked(false);
      return queries.resetQueries();
    },
  });
}

/** Remembers the person's language on the server; the page has already changed. */
export function useKeepLanguage() {
  return useMutation({ mutationFn: (language: string) => act('PUT', 'session/language', { language }) });
}
