import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { exhaustive } from '#core/exhaustive.ts';
import { MIB } from '#core/units.ts';
import {
  authenticateCaller,
  idempotencyStore,
  publicHostName,
  signInPlugin,
  turnAway,
  workAccountPlugin,
} from '#features/access';
import { pickupPlugin } from '#features/dispatch';
import { ispwsPlugin, providerPlugin } from '#features/intake';
import type { ReadinessCheck } from '#platform/http/probes.ts';
import { buildServer } from '#platform/http/server.ts';
import type { Instance } from './instance.ts';
import { routeTable } from './routes.ts';
import { SERVED_GROUPS, type ServedGroup } from './served-groups.ts';
import { intakeDeps, type Tools } from './wiring.ts';

export interface ServeOptions {
  readonly maxFileBytes: number;
  readonly maxXmlBytes: number;
  /** What is served beside the health routes; anything else answers as not found. @default all groups */
  readonly groups?: readonly ServedGroup[];
}

type Plugin = (app: FastifyInstance) => Promise<void>;

/** A log or a document, attached by hand; anything larger comes by the machine interface. */
const MAX_DOCUMENT_BYTES = 256 * MIB;
const CONSOLE_DIR = new URL('../../console/dist', import.meta.url).pathname;

/** The whole HTTP side of one instance: API, machine intake, pick-up, console, probes. */
export async function httpServer(
  instance: Instance,
  tools: Tools,
  options: ServeOptions,
  workerRuns: () => Promise<boolean>,
): Promise<FastifyInstance> {
  const { db, desk, clock, log } = instance;
  const groups = options.groups ?? SERVED_GROUPS;
  const publicName = await publicHostName(db, { clock });
  return buildServer({
    log,
    db,
    desk,
    guard: turnAway,
    routes: routeTable(instance, tools, groups),
    authenticate: (request) => authenticateCaller(db, { clock }, request),
    idempotency: idempotencyStore({ clock }),
    plugins: groups.flatMap((group) => pluginsOf(group, instance, tools, options)),
    ...(groups.includes('staff') && existsSync(CONSOLE_DIR) ? { staticDir: CONSOLE_DIR } : {}),
    ...(publicName === null ? {} : { hostNames: [publicName] }),
    readiness: readinessOf(instance, workerRuns),
  });
}

/** What each group serves beside its part of /api/v1. */
function pluginsOf(group: ServedGroup, instance: Instance, tools: Tools, options: ServeOptions): readonly Plugin[] {
  const { db, clock, vault } = instance;
  const { maxFileBytes, maxXmlBytes } = options;
  switch (group) {
    case 'intake':
      return [(app) => ispwsPlugin(app, { ...intakeDeps(instance), maxFileBytes, maxXmlBytes })];
    case 'staff':
      return [
        (app) => signInPlugin(app, { clock, db }),
        (app) => workAccountPlugin(app, { clock, db, sealing: tools.sealing }),
      ];
    case 'partner':
      return [(app) => pickupPlugin(app, { db, clock, vault })];
    case 'provider':
      return [
        (app) =>
          providerPlugin(app, {
            ...intakeDeps(instance),
            desk: instance.desk,
            sealing: tools.sealing,
            maxDocumentBytes: Math.min(maxFileBytes, MAX_DOCUMENT_BYTES),
          }),
      ];
    default:
      return exhaustive(group);
  }
}

function readinessOf(instance: Instance, workerRuns: () => Promise<boolean>): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: () => instance.db.query('select 1').then(() => null) },
    { name: 'vault', check: () => instance.vault.trouble() },
    { name: 'worker', check: async () => ((await workerRuns()) ? null : 'not-running') },
  ];
}
