import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { languageOf } from '#platform/http/problems.ts';
import {
  departToWorkService,
  returnFromWorkService,
  type TravelDeps,
  type TravelRefusal,
} from './commands/travel-to-work-service.ts';
import { originOf } from './domain/relying-party.ts';
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS, TRIP_COOKIE, TRIP_COOKIE_OPTIONS } from './domain/session-cookie.ts';
import { sessionToken } from './http-frame.ts';
import { MESSAGES } from './messages.ts';
import { publicAddress } from './queries/sign-in-settings.ts';
import { digestOf, newSecret } from './secrets.ts';

const departure = z.object({ intent: z.enum(['sign-in', 'unlock', 'step-up']).default('sign-in') });
const arrival = z.looseObject({ state: z.string().min(1).max(200) });

const START = '/sign-in/work-account';
const BACK = '/sign-in/work-account/back';

/**
 * The way to the identity service and back. Where it ends is fixed here, never taken from the request: the console for signing in, a
 * plain page to close for unlocking and stepping up, whose own window is the other one.
 */
export async function workAccountPlugin(app: FastifyInstance, deps: TravelDeps): Promise<void> {
  app.get(START, { exposeHeadRoute: false }, async (request, reply) => {
    const asked = departure.safeParse(request.query);
    if (!asked.success) return reply.redirect('/?sign-in=refused', 303);
    const { intent } = asked.data;
    const trip = newSecret();
    const address = await publicAddress(deps.db, deps);
    const redirectUri = `${originOf(request.headers.host ?? '', address)}${BACK}`;
    const token = sessionToken(request);
    const left = await departToWorkService(deps, { intent, tripSha256: digestOf(trip), token, redirectUri });
    if (!left.ok) return sendBack(reply, request, intent === 'sign-in', left.refusal);
    return reply.setCookie(TRIP_COOKIE, trip, TRIP_COOKIE_OPTIONS).redirect(left.value.href, 303);
  });

  app.get(BACK, { exposeHeadRoute: false }, async (request, reply) => {
    const asked = arrival.safeParse(request.query);
    const trip = request.cookies[TRIP_COOKIE];
    reply.clearCookie(TRIP_COOKIE, TRIP_COOKIE_OPTIONS);
    if (!asked.success || trip === undefined) return sendBack(reply, request, true, { kind: 'not-asked' });
    const query = request.url.split('?').slice(1).join('?');
    const back = { state: asked.data.state, query, tripSha256: digestOf(trip) };
    const came = await returnFromWorkService(deps, back);
    if (!came.ok) return sendBack(reply, request, (came.refusal.intent ?? 'sign-in') === 'sign-in', came.refusal);
    reply.setCookie(SESSION_COOKIE, came.value.signedIn.token, SESSION_COOKIE_OPTIONS);
    return came.value.intent === 'sign-in' ? reply.redirect('/', 303) : sendPage(reply, request, true);
  });
}

function sendBack(
  reply: FastifyReply,
  request: FastifyRequest,
  isSignIn: boolean,
  refusal: TravelRefusal,
): FastifyReply {
  if (!isSignIn) return sendPage(reply, request, false);
  if (refusal.kind === 'unknown-account') {
    return reply.redirect(`/?sign-in=unknown-account&reference=${refusal.reference}`, 303);
  }
  return reply.redirect('/?sign-in=refused', 303);
}

/** A page of its own window, without script or style: the other window goes on by itself. */
function sendPage(reply: FastifyReply, request: FastifyRequest, isDone: boolean): FastifyReply {
  const language = languageOf(request);
  const words = isDone ? MESSAGES.windowDone : MESSAGES.windowRefused;
  const html = `<!doctype html><html lang="${language}-CA"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vigie</title></head><body><main><h1>${words[language]}</h1></main></body></html>`;
  return reply
    .code(isDone ? 200 : 403)
    .type('text/html; charset=utf-8')
    .send(html);
}
