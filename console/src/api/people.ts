import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Link, LockOut, People, SignInSettings } from './contract-access.ts';
import { segment } from './paths.ts';

interface Standing {
  readonly standing: 'done' | 'proposed';
}

/** Everybody who works here, and what waits for a second administrator. */
export function usePeople() {
  return useQuery({ queryKey: ['people'], queryFn: ({ signal }) => read<People>('people', signal) });
}

function usePeopleChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }) });
}

export function useCreatePerson() {
  return usePeopleChange(
    (given: { readonly name: string; readonly language: string; readonly roles: readonly string[] }) =>
      act<Standing & { readonly staffId: number }>('POST', 'people', given),
  );
}

export function useChangeRoles() {
  return usePeopleChange(({ staffId, roles }: { readonly staffId: number; readonly roles: readonly string[] }) =>
    act<Standing>('PUT', `people/${segment(staffId)}/roles`, { roles }),
  );
}

/** Acts on a person that need nothing but the person; a link is in the answer of its own act only. */
export type PersonAct = 'disable' | 'enable' | 'end-sessions' | 'enrolment-link' | 'reset';

export function usePersonAct() {
  return usePeopleChange(({ staffId, name }: { readonly staffId: number; readonly name: PersonAct }) =>
    act<Partial<Link> | null>('POST', `people/${segment(staffId)}/${name}`, {}),
  );
}

export function useLinkAccount() {
  return usePeopleChange(({ staffId, workAccountId }: { readonly staffId: number; readonly workAccountId: number }) =>
    act<Standing>('POST', `people/${segment(staffId)}/work-account`, { workAccountId }),
  );
}

export function useDecideProposal() {
  return usePeopleChange(
    ({ kind, id, approved }: { readonly kind: string; readonly id: number; readonly approved: boolean }) =>
      act<{ readonly link: Link | null }>('POST', `people/proposals/${segment(kind)}/${segment(id)}/decision`, {
        approved,
      }),
  );
}

/** Failed sign-ins of the last day. */
export function useLockOuts() {
  return useQuery({
    queryKey: ['lock-outs'],
    queryFn: ({ signal }) => read<{ readonly items: readonly LockOut[] }>('lock-outs', signal),
    refetchInterval: 30_000,
  });
}

export function useSignInSettings() {
  return useQuery({
    queryKey: ['sign-in-settings'],
    queryFn: ({ signal }) => read<SignInSettings>('sign-in-settings', signal),
  });
}

export function useChangeSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ what, body }: { readonly what: 'work-service' | 'public-address'; readonly body: unknown }) =>
      act('PUT', `sign-in-settings/${what}`, body),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sign-in-settings'] }),
  });
}
