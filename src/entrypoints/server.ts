import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { MIB } from '#core/units.ts';
import { authenticateCaller, idempotencyStore, signInPlugin, turnAway } from '#features/access';
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

// Below this the vault could not take one more large upload.
const DISK_FLOOR_BYTES = 64 * MIB;

/** The whole HTTP side of one instance: API, machine intake, pick-up, console, probes. */
export function httpServer(
  instance: Instance,
  tools: Tools,
  limits: ServeLimits,
  workerRuns: () => boolean,
): Promise<FastifyInstance> {
  const { db, desk, clock, log } = instance;
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
      (app) => ispwsPlugin(app, { ...intakeDeps(instance), ...limits }),
      (app) => pickupPlugin(app, { db, clock, vault: instance.vault }),
    ],
    ...(existsSync(CONSOLE_DIR) ? { staticDir: CONSOLE_DIR } : {}),
    readiness: readinessOf(instance, workerRuns),
  });
}

function readinessOf(instance: Instance, workerRuns: () => boolean): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: () => instance.db.query('select 1').then(() => null) },
    {
      name: 'vault',
      check: async () => {
        const disk = await statfs(instance.settings.blobsDir);
        return disk.bavail * disk.bsize < DISK_FLOOR_BYTES ? 'disk-almost-full' : null;
      },
    },
    { name: 'worker', check: async () => (workerRuns() ? null : 'not-running') },
  ];
}
