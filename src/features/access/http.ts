import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { LANGUAGES } from '#core/locale.ts';
import { type Problem, type Route, refused, route, staffOf } from '#platform/http/route.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { chooseLanguage } from './commands/ensure-staff.ts';
import { signIn, signOut } from './commands/sign-in.ts';
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS } from './domain/session-cookie.ts';
import { MESSAGES } from './messages.ts';
import { findLiveSession } from './queries/session-of.ts';
import type { Session } from './types.ts';

interface Deps {
  readonly clock: Clock;
}

const LINK_INVALID: Problem = { status: 401, code: 'link-invalid', title: MESSAGES.linkInvalid };
const NO_SESSION = refused({
  status: 401,
  code: 'not-signed-in',
  title: { en: 'You are not signed in.', fr: 'Vous n’avez pas de session ouverte.' },
});

const sessionBody = z.object({
  person: z.object({
    id: z.number().int(),
    name: z.string(),
    roles: z.array(z.string()),
    language: z.enum(LANGUAGES),
  }),
  roles: z.array(z.string()),
  csrfToken: z.string(),
  expiresAt: z.string(),
  stepUpUntil: z.string().nullable(),
});

/** `session`: who is signed in, signing in by a one-time code, signing out, choosing a language. */
export function accessRoutes(deps: Deps): readonly Route[] {
  return [showSession(deps), openSession(deps), closeSession(deps), changeLanguage()];
}

function showSession(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/session',
    audience: 'staff',
    summary: 'Who is signed in',
    permission: 'own',
    audit: { none: 'a person reads their own standing' },
    answer: sessionBody,
    handle: async ({ tx, request }) => {
      const session = await findLiveSession(tx, deps, request.cookies[SESSION_COOKIE] ?? '');
      return session ? { status: 200, body: bodyOf(session) } : NO_SESSION;
    },
  });
}

function openSession(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/session',
    audience: 'anyone',
    summary: 'Sign in with a one-time code',
    permission: 'public',
    audit: 'sign-in',
    body: z.object({ code: z.string().min(1).max(200) }),
    answer: sessionBody,
    handle: async ({ tx, body, reply }) => {
      const signedIn = await signIn(tx, deps, body.code);
      if (!signedIn.ok) return refused(LINK_INVALID);
      reply.setCookie(SESSION_COOKIE, signedIn.value.token, SESSION_COOKIE_OPTIONS);
      return { status: 200, body: bodyOf(signedIn.value.session) };
    },
  });
}

function closeSession(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/session',
    audience: 'staff',
    summary: 'Sign out',
    permission: 'own',
    audit: 'sign-out',
    handle: async ({ tx, request, reply }) => {
      await signOut(tx, deps, request.cookies[SESSION_COOKIE] ?? '');
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

function bodyOf({ actor, csrfToken, expiresAt, stepUpUntil }: Session) {
  const person = { id: actor.staffId, name: actor.name, roles: actor.roles, language: actor.language };
  return { person, roles: actor.roles, csrfToken, expiresAt, stepUpUntil };
}

/** `GET /sign-in?code=…`: the printed link. Sets the cookie and goes on to `/`, where the console says so when the code was not good. */
export async function signInPlugin(app: FastifyInstance, deps: Deps & { readonly db: Db }): Promise<void> {
  const query = z.object({ code: z.string().min(1).max(200) });
  // No HEAD beside it: a link preview must not use up the code.
  app.get('/sign-in', { exposeHeadRoute: false }, async (request, reply) => {
    const asked = query.safeParse(request.query);
    const { db } = deps;
    const signedIn = asked.success ? await inTransaction(db, (tx) => signIn(tx, deps, asked.data.code)) : null;
    if (!signedIn?.ok) return reply.redirect('/?sign-in=link-invalid', 303);
    return reply.setCookie(SESSION_COOKIE, signedIn.value.token, SESSION_COOKIE_OPTIONS).redirect('/', 303);
  });
}
