import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { FRAME_PROBLEMS, type SpokenProblem } from './problems.ts';
import type { Audience } from './route.ts';

/** Who is calling; a `csrfToken` says that a cookie proved it, so a change needs the token too. */
export interface Caller {
  readonly actor: Actor;
  readonly csrfToken?: string;
  /** The secret of the session, to which the database binds what this person sees. */
  readonly session?: string;
  /** Until when the person counts as freshly proven. @default not at all */
  readonly stepUpUntil?: Instant | null;
  /** The cookie is that of a locked session: nobody until its person proves themselves again. */
  readonly locked?: true;
}

/** Finds out who is calling from the request's headers; null when nobody proved anything. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read; null outside `/api/v1` and for strangers. */
    caller: Caller | null;
  }
}

const ADMITTED = {
  anyone: () => true,
  staff: (actor) => actor.kind === 'staff',
  'staff-or-token': (actor) => actor.kind === 'staff' || actor.kind === 'token',
} as const satisfies Record<Audience, (actor: Actor) => boolean>;

/** Deny by default: whether this caller belongs to the audience of a route. */
export function admits(audience: Audience, caller: Caller | null): boolean {
  return ADMITTED[audience](caller?.actor ?? { kind: 'anyone' });
}

/** Why a change must not be made for this caller's browser; null when it may. Reading is never refused here. */
export function forgeryProblem(request: FastifyRequest, caller: Caller | null): SpokenProblem | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  if (!isFromHere(request)) return FRAME_PROBLEMS.foreignOrigin;
  if (caller?.csrfToken === undefined) return null;
  const given = request.headers['x-csrf-token'];
  return typeof given === 'string' && isSame(given, caller.csrfToken) ? null : FRAME_PROBLEMS.csrfToken;
}

/** Browsers say where a request comes from; programs say nothing, and carry no cookie they were not given. */
export function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

/** Compares secrets in a time that tells nothing of them. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
