import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { Db } from '#platform/postgres/transaction.ts';
import { SESSION_COOKIE } from '../domain/session-cookie.ts';
import { authenticateToken } from './authenticate-machine.ts';
import { sessionOf } from './session-of.ts';

/** What a request carries that can say who is calling. */
export interface CallerProof {
  readonly headers: { readonly authorization?: string | undefined };
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

/** A caller as proved: what belongs to a session is there for people only. */
export interface ProvenCaller {
  readonly actor: Actor;
  readonly csrfToken?: string;
  readonly session?: string;
  readonly stepUpUntil?: Instant | null;
}

/** Who is calling: a bearer token, else the session cookie, else null. `csrfToken` is there for cookies only. */
export async function authenticateCaller(
  db: Db,
  deps: { readonly clock: Clock },
  request: CallerProof,
): Promise<ProvenCaller | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const actor = await authenticateToken(db, deps, bearer);
    return actor && { actor };
  }
  const cookie = request.cookies[SESSION_COOKIE];
  const session = cookie === undefined ? null : await sessionOf(db, deps, cookie);
  if (cookie === undefined || session === null) return null;
  const { actor, csrfToken, stepUpUntil } = session;
  return { actor, csrfToken, stepUpUntil, session: cookie };
}
