import type { FastifyReply, FastifyRequest } from 'fastify';
import { ok, type Result, refuse } from '#core/result.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { askPasskey } from './commands/ask-passkey.ts';
import {
  beginCodes,
  beginPasskey,
  type EnrolRefusal,
  finishCodes,
  finishPasskey,
  type OwnKeys,
  removeOwnPasskey,
} from './commands/enrol-keys.ts';
import { provableSession, proveSession } from './commands/prove-session.ts';
import { originOf } from './domain/relying-party.ts';
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS } from './domain/session-cookie.ts';
import { type AccessDeps, placeOf, sessionToken } from './http-frame.ts';
import { registration } from './http-own-keys.ts';
import { judged, passkeyAnswer } from './http-proofs.ts';
import type { PasskeyRegistration } from './passkeys.ts';
import type { PortalProof, PortalSession } from './portal-sessions.ts';
import { ownKeys } from './queries/people.ts';
import { findLiveSession } from './queries/session-of.ts';
import { publicAddress } from './queries/sign-in-settings.ts';
import { digestOf } from './secrets.ts';

/** What this person proves themselves with. */
export function portalKeys(db: Db, { actor }: PortalSession) {
  return inTransaction(db, (tx) => ownKeys(tx, actor.staffId));
}

/** Whether browsers take passkeys under the address this request came by. */
export async function takesPasskeys(db: Db, deps: AccessDeps, request: FastifyRequest): Promise<boolean> {
  return inTransaction(db, async (tx) => (await placeOf(tx, deps, request, null)).party !== null);
}

/** The address a link to this portal begins with. */
export async function portalOrigin(db: Db, deps: AccessDeps, request: FastifyRequest): Promise<string> {
  return originOf(request.headers.host ?? '', await inTransaction(db, (tx) => publicAddress(tx, deps)));
}

/** What a browser needs to prove a passkey: anybody’s at sign-in, one’s own for a fresh proof. */
export function askPortalPasskey(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  intent: 'sign-in' | 'step-up',
) {
  return inTransaction(db, async (tx) => {
    const { party, browserSha256 } = await placeOf(tx, deps, request, reply);
    if (!party) return refuse({ kind: 'no-passkeys-here' } as const);
    if (intent === 'sign-in')
      return ok(await askPasskey(tx, deps, party, { intent, browserSha256, staffId: null, sessionSha256: null }));
    const token = sessionToken(request);
    const found = await provableSession(tx, deps, token, intent);
    if (!found.ok) return found;
    const { staffId } = found.value.person;
    return ok(await askPasskey(tx, deps, party, { intent, browserSha256, staffId, sessionSha256: digestOf(token) }));
  });
}

/** A form’s fields as the proof of a passkey; null when they are none. */
export function passkeyProofOf(challenge: string, answered: string): PortalProof | null {
  const response = passkeyAnswer.safeParse(parsed(answered));
  return challenge !== '' && response.success
    ? { passkey: { challenge: challenge.slice(0, 100), response: response.data } }
    : null;
}

/** Proves the person of this session again, for five minutes. `busy`: no room for another slow judgement. */
export async function proveFreshly(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  proof: Exclude<PortalProof, { readonly code: string }>,
): Promise<Result<null, { readonly kind: 'not-proven' | 'busy' }>> {
  const token = sessionToken(request);
  const proven = await inTransaction(db, async (tx) => {
    const place = await placeOf(tx, deps, request, reply);
    return judged(
      place,
      proof,
      async () => true,
      (given) => proveSession(tx, deps, place, token, given, 'step-up'),
    );
  });
  if (proven === null) return refuse({ kind: 'busy' });
  if (!proven.ok) return refuse({ kind: 'not-proven' });
  reply.setCookie(SESSION_COOKIE, proven.value.token, SESSION_COOKIE_OPTIONS);
  return ok(null);
}

/** A fresh secret for an authenticator app. */
export function newPortalCodes(db: Db, deps: AccessDeps, request: FastifyRequest, reply: FastifyReply) {
  return withOwn(db, deps, request, reply, (tx, own) => beginCodes(tx, deps, own));
}

/** Passphrase and authenticator app are from now on how this person comes back. */
export function keepPortalCodes(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  made: { readonly challenge: string; readonly code: string; readonly passphrase: string },
) {
  return withOwn(db, deps, request, reply, (tx, own) => finishCodes(tx, deps, own, made));
}

/** What a browser needs to make a passkey. */
export function newPortalPasskey(db: Db, deps: AccessDeps, request: FastifyRequest, reply: FastifyReply) {
  return withOwn(db, deps, request, reply, (tx, own) => beginPasskey(tx, deps, own));
}

/** Keeps the passkey a browser made. */
export function keepPortalPasskey(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  made: { readonly challenge: string; readonly answered: string; readonly name: string },
) {
  return withOwn(db, deps, request, reply, async (tx, own) => {
    const response = registration.safeParse(parsed(made.answered));
    if (!response.success) return refuse<EnrolRefusal>({ kind: 'not-made' });
    const { challenge, name } = made;
    return finishPasskey(tx, deps, own, { challenge, name, response: response.data as PasskeyRegistration });
  });
}

/** Removes a passkey of one’s own; the last way to sign in stays. */
export function removePortalPasskey(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  passkeyId: number,
) {
  return withOwn(db, deps, request, reply, (tx, own) => removeOwnPasskey(tx, deps, own, passkeyId));
}

function withOwn<T>(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (tx: Tx, own: OwnKeys) => Promise<Result<T, EnrolRefusal>>,
): Promise<Result<T, EnrolRefusal>> {
  return inTransaction(db, async (tx) => {
    const token = sessionToken(request);
    const session = await findLiveSession(tx, deps, token);
    if (!session) return refuse({ kind: 'not-made' });
    return act(tx, { session, sessionSha256: digestOf(token), place: await placeOf(tx, deps, request, reply) });
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
