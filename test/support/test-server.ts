import { createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Result } from '#core/result.ts';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { accountFor, type ServerAccount } from '#platform/postgres/embedded/account.ts';
import { createCluster } from '#platform/postgres/embedded/create-cluster.ts';
import { launchServer } from '#platform/postgres/embedded/launch-server.ts';
import { endLeftovers, stopPostmaster } from '#platform/postgres/embedded/leftovers.ts';
import { preparePrograms, type ServerPrograms } from '#platform/postgres/embedded/programs.ts';
import { type EmbeddedRefusal, wordsOfRefusal } from '#platform/postgres/embedded/refusals.ts';
import { type ServerSettings, socketConnectionString } from '#platform/postgres/embedded/settings.ts';
import { MIGRATIONS_DIR, migrate } from '#platform/postgres/migrate.ts';

/** One throw-away server of a test run. */
export interface TestServer {
  /** Connects to the maintenance database as its superuser. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

// Nothing here has to outlive the run: the only place where durability is switched off.
export const TEST_SETTINGS: ServerSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  jit: 'off',
};

const RUN_PREFIX = 'vigie-test-run-';
// Only one process at a time builds the template on a server; the number only has to be ours alone.
const TEMPLATE_LOCK = 7_400_002;

/** Starts a server on a copy of a database folder that is made once per machine. */
export async function startTestServer(): Promise<TestServer> {
  await removeAbandonedRuns();
  const run = await mkdtemp(join(tmpdir(), RUN_PREFIX));
  await writeFile(join(run, 'owner'), String(process.pid));
  await chmod(run, 0o711);
  const account = accountFor(run);
  const programs = unwrap(await preparePrograms(account, run));
  const databaseFolder = join(run, 'postgres');
  await cp(await cachedCluster(account, programs), databaseFolder, { recursive: true });
  await ownedBy(account, databaseFolder);
  const socketFolder = join(run, 's');
  await mkdir(socketFolder, { mode: 0o700 });
  if (account !== null) await chown(socketFolder, account.uid, account.gid);
  const server = unwrap(
    await launchServer({
      account,
      binFolder: programs.binFolder,
      databaseFolder,
      socketFolder,
      logFile: join(run, 'log'),
      settings: TEST_SETTINGS,
      startTimeoutMs: 60_000,
    }),
  );
  // A process that ends by an exception takes its server along; the folder is removed by the next run.
  const endWithUs = () => process.kill(server.pid, 'SIGINT');
  process.once('exit', endWithUs);
  return {
    adminUrl: socketConnectionString(socketFolder, 'postgres'),
    stop: async () => {
      process.removeListener('exit', endWithUs);
      await stopPostmaster(server.pid);
      await server.exited;
      await rm(run, { recursive: true, force: true });
    },
  };
}

const templates = new Map<string, Promise<string>>();

/** The name of the migrated template on a server; named after the migrations, so that a changed file makes a new one. */
export function templateOn(adminUrl: string): Promise<string> {
  const known = templates.get(adminUrl) ?? ensureTemplate(adminUrl);
  templates.set(adminUrl, known);
  return known;
}

async function ensureTemplate(adminUrl: string): Promise<string> {
  const name = `vigie_template_${await hashOfMigrations()}`;
  const admin = connect({ connectionString: adminUrl, maxConnections: 1 });
  try {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.length === 0) await buildTemplate(admin, adminUrl, name);
    return name;
  } finally {
    await admin.close();
  }
}

/** Built under another name and renamed when complete: a killed run leaves no half-migrated template. */
async function buildTemplate(admin: Db, adminUrl: string, name: string): Promise<void> {
  await admin.query(`drop database if exists ${name}_partial with (force)`);
  await admin.query(`create database ${name}_partial template template0 encoding 'UTF8'`);
  const db = connect({ connectionString: adminUrl.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}_partial`) });
  try {
    await migrate(db);
  } finally {
    await db.close();
  }
  await admin.query(`alter database ${name}_partial rename to ${name}`);
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(MIGRATIONS_DIR)).sort()) {
    hash.update(name).update(await readFile(new URL(name, MIGRATIONS_DIR)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The database folder every run copies; made once per machine, account and version of PostgreSQL. */
async function cachedCluster(account: ServerAccount, programs: ServerPrograms): Promise<string> {
  const cache = join(tmpdir(), `vigie-test-pg-${userInfo().uid}-${programs.version}`);
  const ready = join(cache, 'postgres');
  if ((await readdir(ready).catch(() => [])).length > 0) return ready;
  const building = await mkdtemp(`${cache}-building-`);
  await chmod(building, 0o711);
  unwrap(await createCluster(account, join(building, 'postgres'), programs));
  try {
    await rename(building, cache);
  } catch {
    // Another process was faster; its folder is as good.
    await rm(building, { recursive: true, force: true });
  }
  return ready;
}

/** Ends servers whose run was killed, and removes their folders. */
async function removeAbandonedRuns(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(RUN_PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => 'NaN'));
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    await endLeftovers(join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ownedBy(account: ServerAccount, folder: string): Promise<void> {
  if (account === null) return;
  await chown(folder, account.uid, account.gid);
  const inside = await readdir(folder, { recursive: true });
  await Promise.all(inside.map((name) => chown(join(folder, name), account.uid, account.gid)));
}

function unwrap<T>(result: Result<T, EmbeddedRefusal>): T {
  if (result.ok) return result.value;
  throw new Error(wordsOfRefusal(result.refusal).en);
}
