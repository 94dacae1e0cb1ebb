import { z } from 'zod';
import type { Result } from '#core/result.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route, staffOf } from '#platform/http/route.ts';
import { configurePublicAddress, configureWorkService, type SettingRefusal } from './commands/configure-sign-in.ts';
import { CONFIGURE_SIGN_IN } from './domain/permissions.ts';
import type { AccessDeps } from './http-frame.ts';
import { MESSAGES } from './messages.ts';
import { showSignInSettings } from './queries/sign-in-settings.ts';
import type { NotPermitted } from './types.ts';

const claim = z.string().trim().min(1).max(200);

/** `sign-in-settings`: the identity service and the public address, as dated rows. */
export function settingRoutes(deps: AccessDeps): readonly Route[] {
  return [show(deps), workService(deps), address(deps)];
}

function show(deps: AccessDeps): Route {
  return route({
    method: 'GET',
    path: '/sign-in-settings',
    audience: 'staff',
    summary: 'The identity service and the public address in force',
    permission: CONFIGURE_SIGN_IN,
    audit: 'show-sign-in-settings',
    answer: z.object({
      workService: z
        .object({
          issuer: z.string(),
          clientId: z.string(),
          acrValues: z.array(z.string()),
          amrRequired: z.array(z.string()),
          fromInstant: z.string(),
        })
        .nullable(),
      publicAddress: z
        .object({
          origin: z.string().nullable(),
          rpId: z.string().nullable(),
          certificateHeader: z.string().nullable(),
          fromInstant: z.string(),
        })
        .nullable(),
    }),
    handle: async ({ tx, actor }) => told(await showSignInSettings(tx, deps, staffOf(actor))),
  });
}

function workService(deps: AccessDeps): Route {
  return route({
    method: 'PUT',
    path: '/sign-in-settings/work-service',
    audience: 'staff',
    summary: 'Put an identity service in force, or switch it off with null',
    permission: CONFIGURE_SIGN_IN,
    audit: 'configure-work-service',
    stepUp: true,
    body: z.object({
      service: z
        .object({
          issuer: z.string().trim().max(400),
          clientId: z.string().trim().min(1).max(200),
          clientSecret: z.string().min(1).max(400),
          acrValues: z.array(claim).max(10).default([]),
          amrRequired: z.array(claim).max(10).default([]),
        })
        .nullable(),
    }),
    handle: async ({ tx, actor, body }) => told(await configureWorkService(tx, deps, staffOf(actor), body.service)),
  });
}

function address(deps: AccessDeps): Route {
  return route({
    method: 'PUT',
    path: '/sign-in-settings/public-address',
    audience: 'staff',
    summary:
      'Say under which name people reach the console; in force for passkeys at once, for the server at its next start',
    permission: CONFIGURE_SIGN_IN,
    audit: 'configure-public-address',
    stepUp: true,
    body: z.object({
      origin: z.string().trim().max(300).nullable(),
      rpId: z.string().trim().toLowerCase().max(253).nullable(),
      certificateHeader: z
        .string()
        .regex(/^[a-z][a-z0-9-]{2,60}$/)
        .nullable()
        .default(null),
    }),
    handle: async ({ tx, actor, body }) => told(await configurePublicAddress(tx, deps, staffOf(actor), body)),
  });
}

function told(result: Result<unknown, NotPermitted | SettingRefusal>): RouteAnswer {
  if (result.ok) return result.value === null ? { status: 204 } : answer(result.value);
  switch (result.refusal.kind) {
    case 'unusable-issuer':
      return refused({ status: 422, code: 'unusable-issuer', title: MESSAGES.unusableIssuer });
    case 'unusable-address':
      return refused({ status: 422, code: 'unusable-address', title: MESSAGES.unusableAddress });
    case 'not-permitted':
      return notFound();
  }
}
