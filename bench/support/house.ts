import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instance, openInstance } from '#entrypoints/instance.ts';
import { startStageWorker } from '#entrypoints/wiring.ts';
import { loadDirectory } from '#features/routing';
import { silentLog } from '#platform/log/log.ts';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { runningInstance } from '#platform/postgres/embedded/instance.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';

/** A whole instance of its own for one bench: fresh data folder, embedded PostgreSQL with durable commits, worker running. */
export interface House {
  readonly instance: Instance;
  /** As the owner of the tables: for what the service may not do, tables of the bench's own and `analyze`. */
  readonly owner: Db;
  /** Ends everything and removes the folder. */
  close(): Promise<void>;
}

export interface HouseKind {
  /** A server of the bench's own to use instead of the embedded one. @default embedded */
  readonly databaseUrl?: string;
  /** Whether stages run beside what is measured. @default true */
  readonly stages?: boolean;
}

export async function openHouse(kind: HouseKind = {}): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  // mkdtemp makes it 0700: root's database account could not enter, and the database would stay behind under /var/lib.
  await chmod(dataDir, 0o711);
  process.env['VIGIE_DATA_DIR'] = dataDir;
  if (kind.databaseUrl === undefined) delete process.env['DATABASE_URL'];
  else process.env['DATABASE_URL'] = kind.databaseUrl;
  const instance = await openInstance({ claim: 'own', log: silentLog });
  await inTransaction(instance.db, (tx) => loadDirectory(tx));
  const worker = kind.stages === false ? null : await startStageWorker(instance, { concurrency: 2 });
  const running = kind.databaseUrl ?? (await runningInstance(dataDir))?.connectionString ?? '';
  const owner = connect({ connectionString: running, maxConnections: 1 });
  return {
    instance,
    owner,
    close: async () => {
      await worker?.stop();
      await owner.close();
      await instance.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
