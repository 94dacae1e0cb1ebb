import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Result } from '#core/result.ts';
import {
  answer,
  notFound,
  type Problem,
  type Route,
  type RouteAnswer,
  refused,
  route,
  type Tx,
} from '#platform/http/route.ts';
import {
  beginCodes,
  beginPasskey,
  type EnrolRefusal,
  finishCodes,
  finishPasskey,
  nameOwnPasskey,
  type OwnKeys,
  removeOwnCodes,
  removeOwnPasskey,
} from './commands/enrol-keys.ts';
import { type AccessDeps, placeOf, STEP_UP_REQUIRED, sessionToken } from './http-frame.ts';
import { NO_PASSKEYS_HERE, NO_SESSION } from './http-proofs.ts';
import { MESSAGES } from './messages.ts';
import { ownKeys } from './queries/people.ts';
import { findLiveSession } from './queries/session-of.ts';
import { digestOf } from './secrets.ts';

const text = (max: number) => z.string().min(1).max(max);
const id = z.object({ key: z.coerce.number().int().positive() });
const keyName = z.string().trim().min(1).max(60);

export const passkeyBody = z.object({
  passkeyId: z.number().int(),
  name: z.string(),
  rpId: z.string(),
  backedUp: z.boolean(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

/** The passkey a browser made: checked for shape here, for truth by the command. */
export const registration = z.object({
  id: text(1_400),
  rawId: text(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: text(8_000),
    attestationObject: text(64_000),
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
  clientExtensionResults: z.looseObject({}).default({}),
});

/** No composition rules and no upper bound that a person would meet (NIST SP 800-63B); never the only factor. */
const passphrase = z.string().min(12).max(400);

/** `session/keys`: what a person proves themselves with. */
export function ownKeyRoutes(deps: AccessDeps): readonly Route[] {
  return [
    show(),
    passkeyOptions(deps),
    addPasskey(deps),
    renamePasskey(deps),
    removePasskey(deps),
    codeSecret(deps),
    addCodes(deps),
    removeCodes(deps),
  ];
}

function show(): Route {
  return route({
    method: 'GET',
    path: '/session/keys',
    audience: 'staff',
    summary: 'One’s own passkeys, one-time codes and work accounts',
    permission: 'own',
    audit: { none: 'a person looks at their own keys' },
    answer: z.object({
      passkeys: z.array(passkeyBody),
      hasCodes: z.boolean(),
      codesUsedAt: z.string().nullable(),
      workAccounts: z.number().int(),
    }),
    handle: async ({ tx, actor }) => {
      if (actor.kind !== 'staff') return notFound();
      const { passkeys, hasCodes, codesUsedAt, workAccounts } = await ownKeys(tx, actor.staffId);
      return answer({ passkeys, hasCodes, codesUsedAt, workAccounts });
    },
  });
}

function passkeyOptions(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/session/keys/passkey-options',
    audience: 'staff',
    summary: 'What a browser needs to make a passkey',
    permission: 'own',
    audit: { none: 'a challenge is made; what comes of it is written down' },
    answer: z.looseObject({ challenge: z.string().nullable() }),
    handle: ({ tx, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await beginPasskey(tx, deps, own))),
  });
}

function addPasskey(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/session/keys/passkeys',
    audience: 'staff',
    summary: 'Add the passkey a browser made',
    permission: 'own',
    audit: 'enrol-passkey',
    body: z.object({ challenge: text(100), response: registration, name: keyName }),
    answer: z.object({ id: z.number().int() }),
    handle: ({ tx, body, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await finishPasskey(tx, deps, own, body))),
  });
}

function renamePasskey(deps: AccessDeps): Route {
  return route({
    method: 'PUT',
    path: '/session/keys/passkeys/:key',
    audience: 'staff',
    summary: 'Rename a passkey of one’s own',
    permission: 'own',
    audit: 'rename-passkey',
    params: id,
    body: z.object({ name: keyName }),
    handle: ({ tx, params, body, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await nameOwnPasskey(tx, own, params.key, body.name))),
  });
}

function removePasskey(deps: AccessDeps): Route {
  return route({
    method: 'DELETE',
    path: '/session/keys/passkeys/:key',
    audience: 'staff',
    summary: 'Remove a passkey of one’s own',
    permission: 'own',
    audit: 'remove-passkey',
    params: id,
    handle: ({ tx, params, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await removeOwnPasskey(tx, deps, own, params.key))),
  });
}

function codeSecret(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/session/keys/code-secret',
    audience: 'staff',
    summary: 'A fresh secret for an authenticator app, shown once',
    permission: 'own',
    audit: { none: 'a secret is drawn; it counts once enrolled, and that is written down' },
    answer: z.object({
      challenge: z.string().nullable(),
      secret: z.string().nullable(),
      uri: z.string().nullable(),
    }),
    handle: ({ tx, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await beginCodes(tx, deps, own))),
  });
}

function addCodes(deps: AccessDeps): Route {
  return route({
    method: 'PUT',
    path: '/session/keys/codes',
    audience: 'staff',
    summary: 'Use the authenticator app from now on, with a passphrase',
    permission: 'own',
    audit: 'enrol-codes',
    body: z.object({ challenge: text(100), code: z.string().regex(/^\d{6}$/), passphrase }),
    handle: ({ tx, body, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await finishCodes(tx, deps, own, body))),
  });
}

function removeCodes(deps: AccessDeps): Route {
  return route({
    method: 'DELETE',
    path: '/session/keys/codes',
    audience: 'staff',
    summary: 'Stop using one-time codes',
    permission: 'own',
    audit: 'remove-codes',
    handle: ({ tx, request, reply }) =>
      withOwn(tx, deps, request, reply, async (own) => told(await removeOwnCodes(tx, deps, own))),
  });
}

async function withOwn(
  tx: Tx,
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (own: OwnKeys) => Promise<RouteAnswer>,
): Promise<RouteAnswer> {
  const token = sessionToken(request);
  const session = await findLiveSession(tx, deps, token);
  if (!session) return refused(NO_SESSION);
  return act({ session, sessionSha256: digestOf(token), place: await placeOf(tx, deps, request, reply) });
}

const PROBLEMS: Readonly<Record<Exclude<EnrolRefusal['kind'], 'no-such-key'>, Problem>> = {
  'step-up-required': STEP_UP_REQUIRED,
  'not-made': { status: 422, code: 'not-made', title: MESSAGES.notMade },
  'no-passkeys-here': NO_PASSKEYS_HERE,
  'easy-passphrase': { status: 422, code: 'easy-passphrase', title: MESSAGES.easyPassphrase },
  'last-key': { status: 409, code: 'last-key', title: MESSAGES.lastKey },
};

function told(result: Result<unknown, EnrolRefusal>): RouteAnswer {
  if (result.ok) return result.value === null ? { status: 204 } : answer(result.value);
  const { kind } = result.refusal;
  return kind === 'no-such-key' ? notFound() : refused(PROBLEMS[kind]);
}
