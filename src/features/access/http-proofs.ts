import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { LANGUAGES } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
import { answer, type Problem, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { askPasskey } from './commands/ask-passkey.ts';
import type { SignedIn } from './commands/open-session.ts';
import { lockSession, provableSession, proveSession, signInBy } from './commands/prove-session.ts';
import { attemptGate } from './domain/attempt-gate.ts';
import { networkOf } from './domain/network-of.ts';
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS } from './domain/session-cookie.ts';
import { type AccessDeps, placeOf, sessionToken } from './http-frame.ts';
import { MESSAGES } from './messages.ts';
import type { Place, Proof } from './proofs.ts';
import { knowsBrowser } from './queries/known-browser.ts';
import { hasWorkService } from './queries/sign-in-settings.ts';
import { digestOf } from './secrets.ts';
import type { Session } from './types.ts';

const LINK_INVALID: Problem = { status: 401, code: 'link-invalid', title: MESSAGES.linkInvalid };
const NOT_PROVEN: Problem = { status: 401, code: 'not-proven', title: MESSAGES.notProven };
const LOCKED: Problem = { status: 423, code: 'locked', title: MESSAGES.locked };
const BUSY: Problem = { status: 429, code: 'too-many-requests', title: MESSAGES.busy };
export const NO_SESSION: Problem = { status: 401, code: 'not-signed-in', title: MESSAGES.notSignedIn };
export const NO_PASSKEYS_HERE: Problem = { status: 409, code: 'no-passkeys-here', title: MESSAGES.noPasskeysHere };

export const sessionBody = z.object({
  person: z.object({
    id: z.number().int(),
    name: z.string(),
    roles: z.array(z.string()),
    language: z.enum(LANGUAGES),
  }),
  roles: z.array(z.string()),
  csrfToken: z.string().nullable(),
  expiresAt: z.string(),
  stepUpUntil: z.string().nullable(),
  method: z.enum(['link', 'passkey', 'code', 'work-account']),
});

const text = (max: number) => z.string().min(1).max(max);

/** A browser's answer: checked for shape here, for truth by the command. */
export const passkeyAnswer = z.object({
  id: text(1_400),
  rawId: text(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: text(8_000),
    authenticatorData: text(8_000),
    signature: text(4_000),
    userHandle: z.string().max(200).optional(),
  }),
  clientExtensionResults: z.looseObject({}).default({}),
});

const proofBody = z.union([
  z.strictObject({ code: text(200) }),
  z.strictObject({ passkey: z.strictObject({ challenge: text(100), response: passkeyAnswer }) }),
  z.strictObject({
    name: text(120).optional(),
    passphrase: text(400),
    oneTimeCode: z.string().regex(/^\d{6}$/),
  }),
]);
type ProofBody = z.output<typeof proofBody>;

/** A passkey as a browser answers for it. */
export interface PasskeyBody {
  readonly challenge: string;
  readonly response: z.output<typeof passkeyAnswer>;
}

// A judgement of a passphrase takes 20 MB, a twentieth of a second of one core and a connection.
// Whoever is known here has places of their own: no crowd of strangers keeps a colleague from proving themselves.
const gates = { strangers: attemptGate(2, 6), known: attemptGate(2, 6) };

/** Ways to prove oneself, and the proofs for signing in, unlocking and stepping up. */
export function proofRoutes(deps: AccessDeps): readonly Route[] {
  return [methods(deps), passkeyChallenge(deps), open(deps), lock(deps), again(deps, 'unlock'), again(deps, 'step-up')];
}

function methods(deps: AccessDeps): Route {
  return route({
    method: 'GET',
    path: '/session/methods',
    audience: 'anyone',
    summary: 'How one may sign in under this address',
    permission: 'public',
    audit: { none: 'says by which proofs one may sign in here' },
    answer: z.object({ passkey: z.boolean(), code: z.boolean(), workAccount: z.boolean() }),
    handle: async ({ tx, request }) => {
      const { party } = await placeOf(tx, deps, request, null);
      return answer({ passkey: party !== null, code: true, workAccount: await hasWorkService(tx, deps) });
    },
  });
}

function passkeyChallenge(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/session/passkey-challenge',
    audience: 'anyone',
    summary: 'What a browser needs to prove a passkey: one answer, within three minutes, from this browser',
    permission: 'public',
    audit: { none: 'a challenge is made; what comes of it is written down' },
    body: z.object({ intent: z.enum(['sign-in', 'unlock', 'step-up']) }),
    answer: z.looseObject({ challenge: z.string(), rpId: z.string().optional() }),
    handle: async ({ tx, body: { intent }, request, reply }) => {
      const { party, browserSha256 } = await placeOf(tx, deps, request, reply);
      if (!party) return refused(NO_PASSKEYS_HERE);
      if (intent === 'sign-in') {
        return answer(await askPasskey(tx, deps, party, { intent, browserSha256, staffId: null, sessionSha256: null }));
      }
      const token = sessionToken(request);
      const found = await provableSession(tx, deps, token, intent);
      if (!found.ok) return refused(found.refusal.kind === 'locked' ? LOCKED : NO_SESSION);
      const bound = { intent, browserSha256, staffId: found.value.person.staffId, sessionSha256: digestOf(token) };
      return answer(await askPasskey(tx, deps, party, bound));
    },
  });
}

function open(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/session',
    audience: 'anyone',
    summary: 'Sign in with a one-time link, a passkey, or a name with passphrase and one-time code',
    permission: 'public',
    audit: 'sign-in',
    body: proofBody,
    answer: sessionBody,
    handle: async ({ tx, body, request, reply }) => {
      const place = await placeOf(tx, deps, request, 'code' in body ? null : reply);
      const name = 'passphrase' in body ? (body.name ?? '') : '';
      const isKnown = () => knowsBrowser(tx, place, name);
      const proven = await judged(place, body, isKnown, (proof) =>
        signInBy(tx, deps, place, proof, sessionToken(request)),
      );
      return proven ? entered(proven, body, reply) : refused(BUSY);
    },
  });
}

function again(deps: AccessDeps, intent: 'unlock' | 'step-up'): Route {
  return route({
    method: 'POST',
    path: `/session/${intent}`,
    audience: intent === 'unlock' ? 'anyone' : 'staff',
    summary: intent === 'unlock' ? 'Open one’s own locked session again' : 'Prove oneself freshly, for five minutes',
    permission: intent === 'unlock' ? 'public' : 'own',
    audit: intent,
    body: proofBody,
    answer: sessionBody,
    handle: async ({ tx, body, request, reply }) => {
      const place = await placeOf(tx, deps, request, 'code' in body ? null : reply);
      const isKnown = async () => (await provableSession(tx, deps, sessionToken(request), intent)).ok;
      const proven = await judged(place, body, isKnown, (proof) =>
        proveSession(tx, deps, place, sessionToken(request), proof, intent),
      );
      return proven ? entered(proven, body, reply) : refused(BUSY);
    },
  });
}

function lock(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/session/lock',
    audience: 'staff',
    summary: 'Lock one’s session now; its own person opens it again',
    permission: 'own',
    audit: 'lock-session',
    handle: async ({ tx, request }) => {
      await lockSession(tx, deps, sessionToken(request));
      return { status: 204 };
    },
  });
}

/** A session as its person may see it. */
export function sessionAnswer({ actor, csrfToken, expiresAt, stepUpUntil, method }: Session): RouteAnswer {
  const person = { id: actor.staffId, name: actor.name, roles: actor.roles, language: actor.language };
  return answer({ person, roles: actor.roles, csrfToken, expiresAt, stepUpUntil, method });
}

/** Null when there is no room for another slow judgement. */
export async function judged<T>(
  place: Place,
  body: ProofBody,
  isKnown: () => Promise<boolean>,
  prove: (proof: Proof) => Promise<T>,
): Promise<T | null> {
  if (!('passphrase' in body)) return prove(proofOf(body));
  const leave = (await isKnown())
    ? gates.known.enter(place.browserSha256.toString('hex'))
    : gates.strangers.enter(networkOf(place.address));
  if (!leave) return null;
  try {
    return await prove(proofOf(body));
  } finally {
    leave();
  }
}

function proofOf(body: ProofBody): Proof {
  if ('code' in body) return { method: 'link', code: body.code };
  if ('passkey' in body) {
    const { challenge, response } = body.passkey;
    const { userHandle, ...rest } = response.response;
    const answered = { ...rest, ...(userHandle === undefined ? {} : { userHandle }) };
    return { method: 'passkey', challenge, response: { ...response, response: answered } };
  }
  const { name, passphrase, oneTimeCode } = body;
  return { method: 'code', name, passphrase, code: oneTimeCode };
}

function entered(
  proven: Result<SignedIn, { readonly kind: 'not-proven' | 'no-session' | 'locked' }>,
  body: ProofBody,
  reply: FastifyReply,
): RouteAnswer {
  if (!proven.ok) {
    if (proven.refusal.kind === 'no-session') return refused(NO_SESSION);
    if (proven.refusal.kind === 'locked') return refused(LOCKED);
    return refused('code' in body ? LINK_INVALID : NOT_PROVEN);
  }
  reply.setCookie(SESSION_COOKIE, proven.value.token, SESSION_COOKIE_OPTIONS);
  return sessionAnswer(proven.value.session);
}
