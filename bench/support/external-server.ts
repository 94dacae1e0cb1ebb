import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountFor, spawnAs } from '#platform/postgres/embedded/account.ts';
import { launchServer } from '#platform/postgres/embedded/launch-server.ts';
import { stopPostmaster } from '#platform/postgres/embedded/leftovers.ts';
import { DATABASE_OWNER, socketConnectionString } from '#platform/postgres/embedded/settings.ts';

export interface ExternalServer {
  readonly databaseUrl: string;
  close(): Promise<void>;
}

const INSTALLED = '/usr/lib/postgresql';

// As its packager sets it up, but for memory: a server of 128 MB of pages measures its disk.
const SETTINGS = { shared_buffers: '1GB', max_wal_size: '8GB', max_connections: '60' };

/** A server of the system's own PostgreSQL, the newest there is, durable, of its own folder; null where none is installed. */
export async function openExternalServer(): Promise<ExternalServer | null> {
  const binFolder = await newestInstalled();
  if (binFolder === null) return null;
  const run = await mkdtemp(join(tmpdir(), 'vigie-bench-external-'));
  await chmod(run, 0o711);
  const account = accountFor(run);
  const [databaseFolder, socketFolder] = [join(run, 'postgres'), join(run, 's')];
  for (const folder of [databaseFolder, socketFolder]) {
    await mkdir(folder, { mode: 0o700 });
    if (account !== null) await chown(folder, account.uid, account.gid);
  }
  const initdb = ['-D', databaseFolder, '-U', DATABASE_OWNER, '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust'];
  const made = spawnSync(join(binFolder, 'initdb'), initdb, { ...spawnAs(account), encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb of ${binFolder} failed: ${made.stderr}`);
  const plan = { account, binFolder, databaseFolder, socketFolder, logFile: join(run, 'log'), settings: SETTINGS };
  const server = await launchServer({ ...plan, startTimeoutMs: 60_000 });
  if (!server.ok) throw new Error(JSON.stringify(server.refusal));
  return {
    databaseUrl: socketConnectionString(socketFolder, 'postgres'),
    close: async () => {
      await stopPostmaster(server.value.pid);
      await rm(run, { recursive: true, force: true });
    },
  };
}

async function newestInstalled(): Promise<string | null> {
  const versions = await readdir(INSTALLED).catch(() => []);
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(INSTALLED, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}
