import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#core/clock.ts';
import type { Problem } from '#platform/http/route.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { isLoopback } from './domain/network-of.ts';
import { relyingPartyOf } from './domain/relying-party.ts';
import { BROWSER_COOKIE, BROWSER_COOKIE_OPTIONS, SESSION_COOKIE } from './domain/session-cookie.ts';
import { MESSAGES } from './messages.ts';
import type { Place } from './proofs.ts';
import { type PublicAddress, publicAddress } from './queries/sign-in-settings.ts';
import type { Sealing } from './sealing.ts';
import { digestOf, newSecret } from './secrets.ts';

export interface AccessDeps {
  readonly clock: Clock;
  readonly sealing: Sealing;
}

/** What every act that needs a fresh key touch answers without one; the console asks and repeats the call. */
export const STEP_UP_REQUIRED: Problem = { status: 403, code: 'step-up-required', title: MESSAGES.stepUpRequired };

/** The session secret of this browser; empty when it has none. */
export function sessionToken(request: FastifyRequest): string {
  return request.cookies[SESSION_COOKIE] ?? '';
}

/** From where a request proves something. A browser seen for the first time is given its cookie only where something is bound to it. */
export async function placeOf(
  q: Queryable,
  deps: { readonly clock: Clock },
  request: FastifyRequest,
  reply: FastifyReply | null,
): Promise<Place> {
  const address = await publicAddress(q, deps);
  const host = request.headers.host ?? '';
  return {
    browserSha256: digestOf(browserOf(request, reply)),
    keepsCookie: reply !== null || knownBrowser(request) !== undefined,
    address: addressOf(request, address),
    fromHere: isFromHere(request),
    party: relyingPartyOf(host, address),
  };
}

function knownBrowser(request: FastifyRequest): string | undefined {
  const known = request.cookies[BROWSER_COOKIE];
  return known !== undefined && /^[\w-]{43}$/.test(known) ? known : undefined;
}

function browserOf(request: FastifyRequest, reply: FastifyReply | null): string {
  const known = knownBrowser(request);
  if (known !== undefined) return known;
  const fresh = newSecret();
  reply?.setCookie(BROWSER_COOKIE, fresh, BROWSER_COOKIE_OPTIONS);
  return fresh;
}

/** The caller's address; behind our own TLS terminator the last one it wrote down, or all of its clients would share a count. */
function addressOf(request: FastifyRequest, address: PublicAddress | null): string {
  const isTerminated =
    address?.origin != null &&
    isLoopback(request.ip) &&
    new URL(address.origin).host === (request.headers.host ?? '').toLowerCase();
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return isTerminated && forwarded ? forwarded : request.ip;
}

/** Straight from this machine: its address, one of its own names, and nothing that a terminator adds. */
function isFromHere(request: FastifyRequest): boolean {
  const { host = '', 'x-forwarded-for': forwardedFor, forwarded } = request.headers;
  const isOwnName = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host);
  return isLoopback(request.ip) && isOwnName && forwardedFor === undefined && forwarded === undefined;
}
