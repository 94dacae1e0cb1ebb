import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { systemClock } from '#core/clock.ts';
import { GIB, MIB } from '#core/units.ts';
import type { Instance } from '#entrypoints/instance.ts';
import { routeTable } from '#entrypoints/routes.ts';
import { SERVED_GROUPS, type ServedGroup } from '#entrypoints/served-groups.ts';
import { httpServer } from '#entrypoints/server.ts';
import { openTools } from '#entrypoints/wiring.ts';
import { openAuditKeys } from '#features/audit';
import { openVault } from '#features/vault';
import { openBlobStore } from '#platform/blobs/blob-location.ts';
import type { Route } from '#platform/http/route.ts';
import { silentLog } from '#platform/log/log.ts';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** The whole HTTP side on a database of its own, listening; no worker, so that nothing moves by itself. */
export interface ServedDesk {
  readonly database: TestDatabase;
  readonly instance: Instance;
  readonly routes: readonly Route[];
  readonly baseUrl: string;
  /** A connection as the desk, to be bound to a session. */
  readonly desk: Db;
  close(): Promise<void>;
}

/** Serves a fresh database as `vigie serve` does: requests of people on the desk's connection, everything else as the service. */
export async function serveDesk(groups: readonly ServedGroup[] = SERVED_GROUPS): Promise<ServedDesk> {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'vigie-served-'));
  const audit = await openAuditKeys(join(home, 'keys'));
  const connectAs = (role: 'vigie_service' | 'vigie_desk') =>
    connect({ connectionString: database.connectionString, role, session: audit.session });
  const [db, desk] = [connectAs('vigie_service'), connectAs('vigie_desk')];
  const blobs = { kind: 'file', dir: join(home, 'blobs') } as const;
  const vault = await openVault({ blobs: await openBlobStore(blobs), keysDir: join(home, 'keys') });
  const instance: Instance = {
    settings: { dataDir: home, host: '127.0.0.1', port: 0, databaseUrl: null, blobs, blobsDir: blobs.dir },
    db,
    desk,
    vault,
    audit,
    clock: systemClock,
    log: silentLog,
    operator: { kind: 'operator', osUser: 'tester' },
    embedded: null,
    close: async () => undefined,
  };
  const tools = await openTools(instance);
  const options = { maxFileBytes: GIB, maxXmlBytes: MIB, groups };
  const app: FastifyInstance = await httpServer(instance, tools, options, async () => true);
  const baseUrl = (await app.listen({ host: '127.0.0.1', port: 0 })).replace(/\/$/, '');
  return {
    database,
    instance,
    routes: routeTable(instance, tools, groups),
    baseUrl,
    desk,
    close: async () => {
      await app.close();
      await Promise.all([db.close(), desk.close()]);
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
