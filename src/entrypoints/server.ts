import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import {
  authenticateCaller,
  idempotencyStore,
  publicHostName,
  signInPlugin,
  turnAway,
  workAccountPlugin,
} from '#features/access';
import { pickupPlugin } from '#features/dispatch';
import { ispwsPlugin } from '#features/intake';
import type { ReadinessCheck } from '#platform/http/probes.ts';
import { buildServer } from '#platform/http/server.ts';
import type { Instance } from './instance.ts';
import { routeTable } from './routes.ts';
import { intakeDeps, type Tools } from './wiring.ts';

export interface ServeLimits {
  readonly maxFileBytes: number;
  readonly maxXmlBytes: number;
}

const CONSOLE_DIR = new URL('../../console/dist', import.meta.url).pathname;

/** The whole HTTP side of one instance: API, machine intake, pick-up, console, probes. */
export async function httpServer(
  instance: Instance,
  tools: Tools,
  limits: ServeLimits,
  workerRuns: () => boolean,
): Promise<FastifyInstance> {
  const { db, desk, clock, log } = instance;
  const publicName = await publicHostName(db, { clock });
  return buildServer({
    log,
    db,
    desk,
    guard: turnAway,
    routes: routeTable(instance, tools),
    authenticate: (request) => authenticateCaller(db, { clock }, request),
    idempotency: idempotencyStore({ clock }),
    plugins: [
      (app) => signInPlugin(app, { clock, db }),
      (app) => workAccountPlugin(app, { clock, db, sealing: tools.sealing }),
      (app) => ispwsPlugin(app, { ...intakeDeps(instance), ...limits }),
      (app) => pickupPlugin(app, { db, clock, vault: instance.vault }),
    ],
    ...(existsSync(CONSOLE_DIR) ? { staticDir: CONSOLE_DIR } : {}),
    ...(publicName === null ? {} : { hostNames: [publicName] }),
    readiness: readinessOf(instance, workerRuns),
  });
}

function readinessOf(instance: Instance, workerRuns: () => boolean): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: () => instance.db.query('select 1').then(() => null) },
    { name: 'vault', check: () => instance.vault.trouble() },
    { name: 'worker', check: async () => (workerRuns() ? null : 'not-running') },
  ];
}
