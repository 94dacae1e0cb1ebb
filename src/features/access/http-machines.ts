import { z } from 'zod';
import type { Result } from '#core/result.ts';
import { HOUR_MS } from '#core/units.ts';
import { answer, notFound, type Route, type RouteAnswer, route, staffOf } from '#platform/http/route.ts';
import {
  createCredential,
  listCredentials,
  pinCertificate,
  revokeCredential,
  rotateCredential,
} from './commands/manage-credentials.ts';
import { createToken, listTokens, revokeToken } from './commands/manage-tokens.ts';
import { MANAGE_CREDENTIALS } from './domain/permissions.ts';
import { CREDENTIAL_SCOPES, TOKEN_SCOPES } from './domain/scopes.ts';
import type { AccessDeps } from './http-frame.ts';

const id = z.object({ id: z.coerce.number().int().positive() });
const MAX_SHOWN = 500;
/** Two secrets live side by side for a week at most. */
const MAX_OVERLAP_HOURS = 168;

const credentialBody = z.object({
  id: z.number().int(),
  username: z.string(),
  provider: z.string(),
  scope: z.string(),
  createdAt: z.string(),
  rotatedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  formerUntil: z.string().nullable(),
  certificateSha256: z.string().nullable(),
});
const tokenBody = z.object({
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
/** The password is null when the same request is repeated: it is shown once. */
const newCredential = z.object({
  id: z.number().int(),
  username: z.string(),
  password: z.string().nullable(),
  provider: z.string(),
  scope: z.string(),
});

/** `machine-access`: HTTP Basic credentials and API tokens. Every change asks for a fresh key touch. */
export function machineRoutes(deps: AccessDeps): readonly Route[] {
  return [
    show(),
    makeCredential(deps),
    rotate(deps),
    revoke(deps, 'credentials'),
    pin(),
    makeToken(deps),
    revoke(deps, 'tokens'),
  ];
}

function show(): Route {
  return route({
    method: 'GET',
    path: '/machine-access',
    audience: 'staff',
    summary: 'Machine credentials and API tokens, with their last use; no secrets',
    permission: MANAGE_CREDENTIALS,
    audit: 'list-credentials',
    answer: z.object({ credentials: z.array(credentialBody), tokens: z.array(tokenBody) }),
    handle: async ({ tx, actor }) => {
      const page = { limit: MAX_SHOWN, before: null };
      const credentials = await listCredentials(tx, staffOf(actor), page);
      if (!credentials.ok) return notFound();
      const tokens = await listTokens(tx, staffOf(actor), page);
      return tokens.ok ? answer({ credentials: credentials.value, tokens: tokens.value }) : notFound();
    },
  });
}

function makeCredential(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/machine-access/credentials',
    audience: 'staff',
    summary: 'Make a machine credential; its password is shown once',
    permission: MANAGE_CREDENTIALS,
    audit: 'create-credential',
    stepUp: true,
    body: z.object({ provider: z.string().trim().min(1).max(120), scope: z.enum(CREDENTIAL_SCOPES) }),
    answer: newCredential,
    handle: async ({ tx, actor, body }) => told(await createCredential(tx, deps, staffOf(actor), body)),
  });
}

function rotate(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/machine-access/credentials/:id/rotate',
    audience: 'staff',
    summary: 'A new password, shown once; the old one is taken until the overlap is over',
    permission: MANAGE_CREDENTIALS,
    audit: 'rotate-credential',
    stepUp: true,
    params: id,
    body: z.object({ overlapHours: z.number().int().min(0).max(MAX_OVERLAP_HOURS).default(24) }),
    answer: newCredential,
    handle: async ({ tx, actor, params, body }) =>
      told(await rotateCredential(tx, deps, staffOf(actor), params.id, body.overlapHours * HOUR_MS)),
  });
}

function revoke(deps: AccessDeps, what: 'credentials' | 'tokens'): Route {
  const act = what === 'credentials' ? revokeCredential : revokeToken;
  return route({
    method: 'POST',
    path: `/machine-access/${what}/:id/revoke`,
    audience: 'staff',
    summary: 'End it for good, within seconds',
    permission: MANAGE_CREDENTIALS,
    stepUp: true,
    audit: what === 'credentials' ? 'revoke-credential' : 'revoke-token',
    params: id,
    answer: z.union([credentialBody, tokenBody]),
    handle: async ({ tx, actor, params }) => told(await act(tx, deps, staffOf(actor), params.id)),
  });
}

function pin(): Route {
  return route({
    method: 'PUT',
    path: '/machine-access/credentials/:id/certificate',
    audience: 'staff',
    summary: 'Bind a credential to one client certificate, or to none with null',
    permission: MANAGE_CREDENTIALS,
    audit: 'pin-certificate',
    stepUp: true,
    params: id,
    body: z.object({
      sha256: z
        .string()
        .transform((hex) => hex.replaceAll(':', '').toLowerCase())
        .pipe(z.string().regex(/^[0-9a-f]{64}$/))
        .nullable(),
    }),
    answer: credentialBody,
    handle: async ({ tx, actor, params, body }) =>
      told(await pinCertificate(tx, staffOf(actor), params.id, body.sha256)),
  });
}

function makeToken(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/machine-access/tokens',
    audience: 'staff',
    summary: 'Make an API token; it is shown once',
    permission: MANAGE_CREDENTIALS,
    audit: 'create-token',
    stepUp: true,
    body: z.object({
      name: z.string().trim().min(1).max(120),
      scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
    }),
    answer: z.object({ id: z.number().int(), token: z.string().nullable(), scopes: z.array(z.string()) }),
    handle: async ({ tx, actor, body }) => told(await createToken(tx, deps, staffOf(actor), body)),
  });
}

/** Unknown and not yours look alike. */
function told(result: Result<unknown, { readonly kind: string }>): RouteAnswer {
  return result.ok ? answer(result.value) : notFound();
}
