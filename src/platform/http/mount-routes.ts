import { createHash } from 'node:crypto';
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Actor, actorRef } from '#core/actor.ts';
import { faultOfJson } from '#platform/json/check-json.ts';
import type { Db, Tx } from '#platform/postgres/transaction.ts';
import { forgiveContentType, takeAnyBytes } from './any-bytes.ts';
import { type Authenticate, admits, forgeryProblem } from './caller.ts';
import { assertGuarded, type Guard, inTransactionFor, standingInTheWay, turnedAwayFrom } from './guard.ts';
import type { IdempotencyStore, KeyedRequest } from './idempotency.ts';
import { FRAME_PROBLEMS, languageOf, type SpokenProblem, sendProblem } from './problems.ts';
import { holdsUnstorableText } from './received-text.ts';
import type { Route, RouteAnswer } from './route.ts';

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly authenticate: Authenticate;
  readonly db: Db;
  /** Where requests of signed-in people run, bound to their session. @default `db`, unbound */
  readonly desk?: Db;
  /** Writes the trail of those who are turned away. @default nothing is written */
  readonly guard?: Guard;
  readonly idempotency?: IdempotencyStore;
  /** Checks every answer against its schema (500 when it does not fit); for tests. @default false */
  readonly checkAnswers?: boolean;
}

type Outcome = RouteAnswer | { readonly repeated: { readonly status: number; readonly body: unknown } };

type JsonRoute = Extract<Route, { handle: unknown }>;

const ANYONE: Actor = { kind: 'anyone' };
const MAX_KEY_LENGTH = 255;
const idempotencyHeader = z.looseObject({ 'idempotency-key': z.string().min(1).max(MAX_KEY_LENGTH).optional() });
const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** Mounts the route table under the scope's prefix, with its OpenAPI document beside it. */
export async function mountRoutes(app: FastifyInstance, options: ApiOptions): Promise<void> {
  assertGuarded(options.routes);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(options.checkAnswers ? serializerCompiler : () => (body) => JSON.stringify(body));
  takeJsonOnly(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Vigie', version: '1' },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-vigie' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  for (const route of options.routes) if (!('receive' in route)) app.route(mounted(route, options));
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    takeAnyBytes(scope);
    for (const route of options.routes) if ('receive' in route) scope.route(mounted(route, options));
  });
}

/** JSON or nothing: an empty body under a JSON type is no body, as browsers send it with DELETE. */
function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text.length === 0) done(null, undefined);
    else if (faultOfJson(text.toString()) !== null) done(new UnreadableBody());
    else parse(request, text.toString(), done);
  });
}

/** A body whose JSON is too deep, says a key twice, or worse. */
class UnreadableBody extends Error {
  readonly statusCode = 400;
}

function mounted(route: Route, options: ApiOptions): RouteOptions {
  return {
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(route),
    onRequest: async (request, reply) => {
      if ('receive' in route) forgiveContentType(request);
      request.caller = await options.authenticate(request);
      const refusal = refusalOf(route, request);
      if (refusal) return sendProblem(reply, refusal, languageOf(request));
    },
    // Before the body is judged: whoever may not do this learns nothing about its form.
    preValidation: async (request, reply) => {
      // The denial is written down with what was asked for: that too must be text that can be kept.
      if (holdsUnstorableText(request)) return sendProblem(reply, FRAME_PROBLEMS.invalid, languageOf(request));
      const { actor = ANYONE, stepUpUntil = null } = request.caller ?? {};
      const refusal = standingInTheWay(route, actor, stepUpUntil) ?? typeInTheWay(route, request);
      if (refusal?.code === FRAME_PROBLEMS.notFound.code) await noteDenial(options, route, request);
      if (refusal) return sendProblem(reply, refusal, languageOf(request));
    },
    handler: async (request, reply) => {
      if ('receive' in route) return present(await receive(route, request, reply), request, reply);
      const outcome = await inTransactionFor(options, request, async (tx) => {
        const answered = await act(tx, route, request, reply, options.idempotency);
        if ('problem' in answered && answered.problem.code === FRAME_PROBLEMS.notFound.code)
          await options.guard?.missed(tx, turnedAwayFrom(route, request));
        return answered;
      });
      return present(outcome, request, reply);
    },
  };
}

/** A session sends bytes under the one type that no form of another site can have; machines may name any. */
function typeInTheWay(route: Route, { headers }: FastifyRequest): SpokenProblem | null {
  const isForPeople = 'receive' in route && route.audience === 'staff';
  return isForPeople && headers['content-type'] !== 'application/octet-stream' ? FRAME_PROBLEMS.bytesOnly : null;
}

function receive(route: Extract<Route, { receive: unknown }>, request: FastifyRequest, reply: FastifyReply) {
  const { params, query } = request;
  const actor: Actor = request.caller?.actor ?? ANYONE;
  return route.receive({ params, query, actor, language: languageOf(request), request, reply } as never);
}

async function noteDenial({ guard, ...databases }: ApiOptions, route: Route, request: FastifyRequest): Promise<void> {
  if (guard) await inTransactionFor(databases, request, (tx) => guard.denied(tx, turnedAwayFrom(route, request)));
}

function refusalOf(route: Route, request: FastifyRequest): SpokenProblem | null {
  if (!admits(route.audience, request.caller)) {
    return request.caller?.locked ? FRAME_PROBLEMS.locked : FRAME_PROBLEMS.notSignedIn;
  }
  return forgeryProblem(request, request.caller);
}

function schemaOf(route: Route) {
  const tag = route.path.split('/')[1] ?? 'api';
  return {
    summary: route.summary,
    tags: [tag],
    ...(route.audience === 'anyone' ? {} : { security: securityOf(route) }),
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...('body' in route && route.body ? { body: route.body } : {}),
    ...('receive' in route ? { description: 'The body is the document itself: bytes of any content type.' } : {}),
    ...(route.method === 'POST' ? { headers: idempotencyHeader } : {}),
    response: { ...(route.answer ? { 200: route.answer } : {}), '4xx': problemBody },
  };
}

function securityOf(route: Route) {
  return route.audience === 'staff' ? [{ session: [] }] : [{ session: [] }, { bearer: [] }];
}

/** One act: the kept answer of a repeated key, or the handler, in the transaction that also keeps the answer. */
async function act(
  tx: Tx,
  route: JsonRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  store: IdempotencyStore | undefined,
): Promise<Outcome | { readonly problem: SpokenProblem }> {
  const actor: Actor = request.caller?.actor ?? ANYONE;
  const keyed = store ? keyedRequest(request, actor) : null;
  if (!store || !keyed) return handle(tx, route, request, reply, actor);
  const standing = await store.begin(tx, keyed);
  if (standing.kind === 'in-flight') return { problem: FRAME_PROBLEMS.keyInFlight };
  if (standing.kind === 'other-request') return { problem: FRAME_PROBLEMS.keyOtherRequest };
  if (standing.kind === 'repeated') return { repeated: standing };
  const answer = await handle(tx, route, request, reply, actor);
  // A refusal had no effect: the same request may be tried again later.
  if (!('problem' in answer))
    await store.keep(tx, keyed, answer.status, 'body' in answer ? withoutShownOnce(route, answer.body) : null);
  return answer;
}

function withoutShownOnce({ shownOnce = [] }: Route, body: unknown): unknown {
  if (shownOnce.length === 0 || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => [field, shownOnce.includes(field) ? null : value]),
  );
}

function handle(
  tx: Tx,
  route: JsonRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
): Promise<RouteAnswer> {
  const { params, query, body } = request;
  // The schemas of this very route validated the three; their types meet again in `route()`.
  return route.handle({ tx, params, query, body, actor, language: languageOf(request), request, reply } as never);
}

/** Null when the request carries no key, or nobody a key could belong to. */
function keyedRequest(request: FastifyRequest, actor: Actor): KeyedRequest | null {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string' || actor.kind === 'anyone') return null;
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
  return { client: actorRef(actor), key, fingerprint };
}

function present(
  outcome: Outcome | { readonly problem: SpokenProblem },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if ('problem' in outcome) return sendProblem(reply, outcome.problem, languageOf(request));
  if ('repeated' in outcome) {
    const { status, body } = outcome.repeated;
    reply.code(status).header('idempotency-replayed', 'true');
    return status === 204 ? reply.send() : reply.send(body);
  }
  reply.code(outcome.status);
  return 'body' in outcome ? reply.send(outcome.body) : reply.send();
}
