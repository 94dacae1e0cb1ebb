import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { MINUTE_MS } from '#core/units.ts';
import type { RelyingParty } from './domain/relying-party.ts';

/** What a browser sends back; read as hostile until verified. */
export type PasskeyAnswer = AuthenticationResponseJSON;
export type PasskeyRegistration = RegistrationResponseJSON;

/** A browser may wait this long for a touch. */
const TOUCH_MS = 2 * MINUTE_MS;

interface KnownKey {
  readonly credentialId: string;
  readonly transports: readonly string[];
}

const described = (keys: readonly KnownKey[]) =>
  keys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] }));

/** Asks a browser to make a key: discoverable, with user verification, none that the person has already. */
export function registrationOptions(
  party: RelyingParty,
  challenge: Buffer,
  person: { readonly staffId: number; readonly name: string },
  known: readonly KnownKey[],
) {
  return generateRegistrationOptions({
    rpName: 'Vigie',
    rpID: party.rpId,
    userName: person.name,
    userDisplayName: person.name,
    // The handle names the row, never the person.
    userID: new TextEncoder().encode(`vigie:${person.staffId}`),
    challenge: new Uint8Array(challenge),
    timeout: TOUCH_MS,
    attestationType: 'none',
    excludeCredentials: described(known),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

export interface MadeKey {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly backedUp: boolean;
}

/** The key a browser made for this challenge, or null when anything about it is wrong. */
export async function verifyRegistration(
  party: RelyingParty,
  challenge: Buffer,
  response: PasskeyRegistration,
): Promise<MadeKey | null> {
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: party.origin,
    expectedRPID: party.rpId,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { credential, aaguid, credentialBackedUp } = verified.registrationInfo;
  const { id, publicKey, counter, transports = [] } = credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports,
    aaguid,
    backedUp: credentialBackedUp,
  };
}

/** Asks a browser to prove one of these keys, or any of this relying party when none is named. */
export function authenticationOptions(party: RelyingParty, challenge: Buffer, known: readonly KnownKey[]) {
  return generateAuthenticationOptions({
    rpID: party.rpId,
    challenge: new Uint8Array(challenge),
    allowCredentials: described(known),
    timeout: TOUCH_MS,
    userVerification: 'required',
  });
}

export interface StoredKey extends KnownKey {
  readonly publicKey: Buffer;
  readonly counter: number;
}

/** The key's new counter when the answer proves it for this challenge, else null. */
export async function verifyAuthentication(
  party: RelyingParty,
  challenge: Buffer,
  response: PasskeyAnswer,
  key: StoredKey,
): Promise<number | null> {
  const { credentialId, publicKey, counter, transports } = key;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: party.origin,
    expectedRPID: party.rpId,
    credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter, transports: [...transports] },
    requireUserVerification: true,
  }).catch(() => null);
  return verified?.verified ? verified.authenticationInfo.newCounter : null;
}
