import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '#core/actor.ts';
import { type Result, refuse } from '#core/result.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { signInBy } from './commands/prove-session.ts';
import { signOut } from './commands/sign-in.ts';
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS } from './domain/session-cookie.ts';
import { type AccessDeps, placeOf, sessionToken } from './http-frame.ts';
import { judged, type PasskeyBody } from './http-proofs.ts';
import { knowsBrowser } from './queries/known-browser.ts';
import { sessionOrLock } from './queries/session-of.ts';
import type { Session } from './types.ts';

/** What the sign-in page of a portal sends: the code of a one-time link, a passkey, or a name with passphrase and one-time code. */
export type PortalProof =
  | { readonly code: string }
  | { readonly passkey: PasskeyBody }
  | { readonly name?: string; readonly passphrase: string; readonly oneTimeCode: string };

/** A person of another organisation in their live session. */
export interface PortalSession extends Session {
  /** Binds the database to this person. */
  readonly token: string;
}

/** The live session of somebody with this role; null for everybody else, and for a locked one. */
export async function portalSession(
  db: Db,
  deps: Pick<AccessDeps, 'clock'>,
  request: FastifyRequest,
  role: Role,
): Promise<PortalSession | null> {
  const token = sessionToken(request);
  const session = token === '' ? null : await sessionOrLock(db, deps, token);
  return session && session !== 'locked' && session.actor.roles.includes(role) ? { ...session, token } : null;
}

/**
 * Proves somebody with this role and gives the browser its session; whoever has another role gets none here. `busy`: no room for another
 * slow judgement.
 */
export async function enterPortal(
  db: Db,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  proof: PortalProof,
  role: Role,
): Promise<Result<PortalSession, { readonly kind: 'not-proven' | 'busy' }>> {
  const entered = await inTransaction(db, async (tx) => {
    const place = await placeOf(tx, deps, request, 'code' in proof ? null : reply);
    const isKnown = () => knowsBrowser(tx, place, 'name' in proof ? (proof.name ?? '') : '');
    return judged(place, proof, isKnown, async (given) => {
      const proven = await signInBy(tx, deps, place, given, sessionToken(request));
      if (!proven.ok || proven.value.session.actor.roles.includes(role)) return proven;
      await signOut(tx, deps, proven.value.token);
      return refuse({ kind: 'not-proven' } as const);
    });
  });
  if (entered === null) return refuse({ kind: 'busy' });
  if (!entered.ok) return refuse({ kind: 'not-proven' });
  const { token, session } = entered.value;
  reply.setCookie(SESSION_COOKIE, token, SESSION_COOKIE_OPTIONS);
  return { ok: true, value: { ...session, token } };
}

/** Ends the session of this browser. */
export async function leavePortal(
  db: Db,
  deps: Pick<AccessDeps, 'clock'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await inTransaction(db, (tx) => signOut(tx, deps, sessionToken(request)));
  reply.clearCookie(SESSION_COOKIE, SESSION_COOKIE_OPTIONS);
}
