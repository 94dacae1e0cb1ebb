import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, read } from './client.ts';
import type { Session } from './contract.ts';
import type { CodeSecret, Methods, OwnKeys } from './contract-access.ts';
import { query, segment } from './paths.ts';
import { enterSession } from './session.ts';

export type Intent = 'sign-in' | 'unlock' | 'step-up';

/** What a person gives to prove who they are. */
export type Proof =
  | { readonly method: 'passkey' }
  | { readonly method: 'link'; readonly code: string }
  | { readonly method: 'code'; readonly name?: string; readonly passphrase: string; readonly oneTimeCode: string };

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

const PATHS = { 'sign-in': 'session', unlock: 'session/unlock', 'step-up': 'session/step-up' } as const;

/** How one may prove oneself under this address. */
export function useMethods() {
  return useQuery({ queryKey: ['methods'], queryFn: ({ signal }) => read<Methods>('session/methods', signal) });
}

async function prove(intent: Intent, proof: Proof): Promise<Session> {
  if (proof.method === 'link') return act('POST', PATHS[intent], { code: proof.code });
  if (proof.method === 'code') {
    const { method: _method, ...body } = proof;
    return act('POST', PATHS[intent], body);
  }
  const optionsJSON = await act<AuthenticationOptions>('POST', 'session/passkey-challenge', { intent });
  const response = await startAuthentication({ optionsJSON });
  return act('POST', PATHS[intent], { passkey: { challenge: optionsJSON.challenge, response } });
}

/** Proves who one is; the session it opens or renews is taken at once. */
export function useProof(intent: Intent) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (proof: Proof) => prove(intent, proof),
    onSuccess: (session) => enterSession(queries, session),
  });
}

/** Where the browser goes for a work account; a fixed address of this server. */
export function workAccountAddress(intent: Intent): string {
  return `/sign-in/work-account${query({ intent })}`;
}

export function useOwnKeys() {
  return useQuery({ queryKey: ['own-keys'], queryFn: ({ signal }) => read<OwnKeys>('session/keys', signal) });
}

function useOwnChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['own-keys'] }),
  });
}

/** Makes a passkey in this browser and keeps it under a name. */
export function useAddPasskey() {
  return useOwnChange(async (name: string) => {
    const optionsJSON = await act<RegistrationOptions>('POST', 'session/keys/passkey-options', {});
    const response = await startRegistration({ optionsJSON });
    return act<unknown>('POST', 'session/keys/passkeys', { challenge: optionsJSON.challenge, response, name });
  });
}

export function useRenamePasskey() {
  return useOwnChange(({ key, name }: { readonly key: number; readonly name: string }) =>
    act('PUT', `session/keys/passkeys/${segment(key)}`, { name }),
  );
}

export function useRemovePasskey() {
  return useOwnChange((key: number) => act('DELETE', `session/keys/passkeys/${segment(key)}`));
}

/** A fresh secret for an authenticator app. */
export function useCodeSecret() {
  return useOwnChange(() => act<CodeSecret>('POST', 'session/keys/code-secret', {}));
}

export function useAddCodes() {
  return useOwnChange((given: { readonly challenge: string; readonly code: string; readonly passphrase: string }) =>
    act('PUT', 'session/keys/codes', given),
  );
}

export function useRemoveCodes() {
  return useOwnChange(() => act('DELETE', 'session/keys/codes'));
}
