import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { MachineAccess, ShownOnce } from './contract-access.ts';
import { segment } from './paths.ts';

interface NewCredential {
  readonly username: string;
  readonly password: string;
}

/** Machine credentials and tokens; no secret among them. */
export function useMachineAccess() {
  return useQuery({
    queryKey: ['machine-access'],
    queryFn: ({ signal }) => read<MachineAccess>('machine-access', signal),
  });
}

function useMachineChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['machine-access'] }),
  });
}

const shown = ({ username, password }: NewCredential): ShownOnce => ({ name: username, secret: password });

export function useCreateCredential() {
  return useMachineChange(async (given: { readonly provider: string; readonly scope: string }) =>
    shown(await act<NewCredential>('POST', 'machine-access/credentials', given)),
  );
}

export function useRotateCredential() {
  return useMachineChange(async ({ id, overlapHours }: { readonly id: number; readonly overlapHours: number }) =>
    shown(await act<NewCredential>('POST', `machine-access/credentials/${segment(id)}/rotate`, { overlapHours })),
  );
}

export function useCreateToken() {
  return useMachineChange(async (given: { readonly name: string; readonly scopes: readonly string[] }) => {
    const made = await act<{ readonly token: string }>('POST', 'machine-access/tokens', given);
    return { name: given.name, secret: made.token } satisfies ShownOnce;
  });
}

export function useRevoke() {
  return useMachineChange(({ what, id }: { readonly what: 'credentials' | 'tokens'; readonly id: number }) =>
    act<unknown>('POST', `machine-access/${what}/${segment(id)}/revoke`, {}),
  );
}

export function usePinCertificate() {
  return useMachineChange(({ id, sha256 }: { readonly id: number; readonly sha256: string | null }) =>
    act<unknown>('PUT', `machine-access/credentials/${segment(id)}/certificate`, { sha256 }),
  );
}
