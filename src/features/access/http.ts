import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { LANGUAGES } from '#core/locale.ts';
import { type Route, refused, route, staffOf } from '#platform/http/route.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { chooseLanguage } from './commands/ensure-staff.ts';
import { signIn, signOut } from './commands/sign-in.ts';
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS } from './domain/session-cookie.ts';
import { type AccessDeps, placeOf, sessionToken } from './http-frame.ts';
import { machineRoutes } from './http-machines.ts';
import { ownKeyRoutes } from './http-own-keys.ts';
import { peopleRoutes } from './http-people.ts';
import { NO_SESSION, proofRoutes, sessionAnswer, sessionBody } from './http-proofs.ts';
import { settingRoutes } from './http-settings.ts';
import { findLiveSession } from './queries/session-of.ts';

/** `session`, `people`, `machine-access` and the settings of sign-in. */
export function accessRoutes(deps: AccessDeps): readonly Route[] {
  return [
    showSession(deps),
    closeSession(deps),
    changeLanguage(),
    ...proofRoutes(deps),
    ...ownKeyRoutes(deps),
    ...peopleRoutes(deps),
    ...settingRoutes(deps),
    ...machineRoutes(deps),
  ];
}

function showSession(deps: AccessDeps): Route {
  return route({
    method: 'GET',
    path: '/session',
    audience: 'staff',
    summary: 'Who is signed in',
    permission: 'own',
    audit: { none: 'a person reads their own standing' },
    answer: sessionBody,
    handle: async ({ tx, request }) => {
      const session = await findLiveSession(tx, deps, sessionToken(request));
      return session ? sessionAnswer(session) : refused(NO_SESSION);
    },
  });
}

function closeSession(deps: AccessDeps): Route {
  return route({
    method: 'DELETE',
    path: '/session',
    // A locked session may be given up as well.
    audience: 'anyone',
    summary: 'Sign out',
    permission: 'public',
    audit: 'sign-out',
    handle: async ({ tx, request, reply }) => {
      await signOut(tx, deps, sessionToken(request));
      reply.clearCookie(SESSION_COOKIE, SESSION_COOKIE_OPTIONS);
      return { status: 204 };
    },
  });
}

function changeLanguage(): Route {
  return route({
    method: 'PUT',
    path: '/session/language',
    audience: 'staff',
    summary: 'Choose the language of the console',
    permission: 'own',
    audit: { none: 'a choice of words on one’s own screen' },
    body: z.object({ language: z.enum(LANGUAGES) }),
    handle: async ({ tx, actor, body }) => {
      await chooseLanguage(tx, staffOf(actor).staffId, body.language);
      return { status: 204 };
    },
  });
}

/** `GET /sign-in?code=…`: the printed link. Sets the cookie and goes on to `/` (a provider's person to `/provider`), where the console says so when the code was not good. */
export async function signInPlugin(
  app: FastifyInstance,
  deps: { readonly clock: Clock; readonly db: Db },
): Promise<void> {
  const query = z.object({ code: z.string().min(1).max(200) });
  // No HEAD beside it: a link preview must not use up the code.
  app.get('/sign-in', { exposeHeadRoute: false }, async (request, reply) => {
    const asked = query.safeParse(request.query);
    if (!asked.success) return reply.redirect('/?sign-in=link-invalid', 303);
    const signedIn = await inTransaction(deps.db, async (tx) => {
      const { fromHere } = await placeOf(tx, deps, request, null);
      return signIn(tx, deps, asked.data.code, { fromHere });
    });
    if (!signedIn.ok) return reply.redirect('/?sign-in=link-invalid', 303);
    const { token, session } = signedIn.value;
    const home = session.actor.roles.includes('provider') ? '/provider' : '/';
    return reply.setCookie(SESSION_COOKIE, token, SESSION_COOKIE_OPTIONS).redirect(home, 303);
  });
}
