import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Authenticate } from './caller.ts';
import { FRAME_PROBLEMS, languageOf, sendProblem } from './problems.ts';

/** One thing that must be in order before this process counts as ready. */
export interface ReadinessCheck {
  /** `database`, `migrations`, `vault`, `worker`. */
  readonly name: string;
  /** Null when in order, else a code saying what is not. An exception counts as not ready. */
  readonly check: () => Promise<string | null>;
}

export interface ProbeOptions {
  readonly readiness: readonly ReadinessCheck[];
  readonly authenticate: Authenticate;
  /** @default a registry with the process's own figures */
  readonly metrics?: Registry;
}

/** `/healthz`, `/readyz`, `/metrics`: for this machine, or with a token that may read figures; 404 for everybody else. */
export async function serveProbes(app: FastifyInstance, options: ProbeOptions): Promise<void> {
  const registry = options.metrics ?? ownRegistry();
  countAnswers(app, registry);
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (isThisMachine(request) || (await mayReadFigures(request, options.authenticate))) return;
      return sendProblem(reply, FRAME_PROBLEMS.notFound, languageOf(request));
    });
    scope.get('/healthz', async () => ({ alive: true }));
    scope.get('/readyz', async (_request, reply) => {
      const faults = await faultsOf(options.readiness);
      return reply.code(faults.length === 0 ? 200 : 503).send({ ready: faults.length === 0, faults });
    });
    scope.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  });
}

async function faultsOf(readiness: readonly ReadinessCheck[]): Promise<readonly { name: string; code: string }[]> {
  const checked = await Promise.all(
    readiness.map(async ({ name, check }) => ({ name, code: await check().catch(() => 'check-failed') })),
  );
  return checked.flatMap(({ name, code }) => (code === null ? [] : [{ name, code }]));
}

/** A forwarded request came from elsewhere, whatever address it arrives from. */
function isThisMachine(request: FastifyRequest): boolean {
  const isLoopback = /^(?:127\.|::1$|::ffff:127\.)/.test(request.ip);
  return isLoopback && !('x-forwarded-for' in request.headers) && !('forwarded' in request.headers);
}

async function mayReadFigures(request: FastifyRequest, authenticate: Authenticate): Promise<boolean> {
  const caller = await authenticate(request);
  return caller?.actor.kind === 'token' && caller.actor.scopes.includes('stats:read');
}

function ownRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

function countAnswers(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'vigie_http_answer_seconds',
    help: 'Time to answer a request, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, never the address: addresses hold numbers of reports and one-time codes.
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    seconds.observe(labels, reply.elapsedTime / 1_000);
  });
}
