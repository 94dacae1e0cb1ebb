import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { MIB, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { codeOf, type Log } from '#platform/log/log.ts';
import type { Db } from '#platform/postgres/transaction.ts';
import { answerBrokenRequest, answerImpossibleExpectations, giveUpStillBodies } from './broken-requests.ts';
import type { Authenticate } from './caller.ts';
import { serveConsole } from './console-files.ts';
import type { Guard } from './guard.ts';
import type { IdempotencyStore } from './idempotency.ts';
import { mountRoutes } from './mount-routes.ts';
import { type ReadinessCheck, serveProbes } from './probes.ts';
import { FRAME_PROBLEMS, hasHungUp, languageOf, problemOf, sendProblem } from './problems.ts';
import type { Route } from './route.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface ServerOptions {
  readonly log: Log;
  readonly db: Db;
  /** The route table, mounted under `/api/v1`; with an empty one there is no API and no OpenAPI document either. */
  readonly routes: readonly Route[];
  readonly authenticate: Authenticate;
  /** Where requests of signed-in people run, bound to their session. @default `db`, unbound */
  readonly desk?: Db;
  /** Writes the trail of those who are turned away. @default nothing is written */
  readonly guard?: Guard;
  /** Keeps answers of POSTs that carry an `Idempotency-Key`. @default keys are ignored */
  readonly idempotency?: IdempotencyStore;
  /** What is not `/api/v1`: `/ispws`, `/sign-in`, pick-up. Each gets a scope of its own (parsers, error handlers). */
  readonly plugins?: readonly ((app: FastifyInstance) => Promise<void>)[];
  /** The built console; without it every other address is a 404. */
  readonly staticDir?: string;
  readonly readiness?: readonly ReadinessCheck[];
  readonly metrics?: Registry;
  /** Names beside the loopback ones under which the server answers (the one behind TLS). @default none */
  readonly hostNames?: readonly string[];
  /** Limit of a request body under `/api/v1`; plugins set their own per route. @default 1 MiB */
  readonly bodyLimitBytes?: number;
  /** Per client address; a bar against runaways, not a quota. @default 60,000 */
  readonly maxRequestsPerMinute?: number;
  /** How long a body may stand still. @default one minute */
  readonly stillBodyMs?: number;
  /** Checks answers against their schemas; for tests. @default false */
  readonly checkAnswers?: boolean;
}

const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Builds the server, ready to listen; `close()` stops taking requests, lets those in flight finish, then answers. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: options.bodyLimitBytes ?? MIB,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    // Headers must come at once. A request without a host is refused by our own hook, with our headers.
    http: { headersTimeout: 20 * SECOND_MS, requireHostHeader: false },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      dressAnswer(request, reply);
      sendProblem(reply, problemOf(error), languageOf(request));
    },
  });
  answerImpossibleExpectations(app.server);
  app.decorateRequest('caller', null);
  await addHooks(app, options);
  await app.register(cookie);
  for (const plugin of options.plugins ?? []) await app.register(plugin);
  await serveProbes(app, { ...options, readiness: options.readiness ?? [] });
  if (options.routes.length > 0) await app.register((scope) => mountRoutes(scope, options), { prefix: '/api/v1' });
  await serveConsole(app, options.staticDir);
  return app;
}

async function addHooks(app: FastifyInstance, options: ServerOptions): Promise<void> {
  const names = new Set([...LOOPBACK_NAMES, ...(options.hostNames ?? [])].map((name) => name.toLowerCase()));
  app.addHook('onRequest', async (request, reply) => {
    dressAnswer(request, reply);
    // A page elsewhere can point its own name at this address; it cannot make the browser send ours.
    if (!names.has(hostNameOf(request))) return sendProblem(reply, FRAME_PROBLEMS.hostNotAllowed, languageOf(request));
    // Hung up already: there is no address left to count, and nobody to answer.
    if (request.ip === undefined) return sendProblem(reply, FRAME_PROBLEMS.malformed, languageOf(request));
  });
  giveUpStillBodies(app, options.stillBodyMs);
  app.setErrorHandler((error, request, reply) => {
    const problem = hasHungUp(request) ? FRAME_PROBLEMS.malformed : problemOf(error);
    if (problem.status >= 500) options.log.error(lineOf('http.failed', request, reply, problem.status, codeOf(error)));
    return sendProblem(reply, problem, languageOf(request));
  });
  app.addHook('onResponse', async (request, reply) => {
    options.log.info(lineOf('http.answered', request, reply, reply.statusCode));
  });
  await app.register(rateLimit, { max: options.maxRequestsPerMinute ?? 60_000, timeWindow: MINUTE_MS });
}

function dressAnswer(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS);
  reply.header('request-id', request.id);
}

function hostNameOf(request: FastifyRequest): string {
  return (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
}

function lineOf(event: string, request: FastifyRequest, reply: FastifyReply, status: number, code?: string) {
  const route = `${request.method} ${request.routeOptions.url ?? 'none'}`;
  const durationMs = Math.round(reply.elapsedTime * 10) / 10;
  return { event, requestId: request.id, route, status, durationMs, ...(code === undefined ? {} : { code }) };
}
