import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { InstanceRecord } from './instance-record.ts';
import { makeOwnFolder } from './own-folder.ts';
import type { EmbeddedRefusal } from './refusals.ts';

/** The right to use a data folder, held by one living process at most. */
export interface InstanceHold {
  readonly runFolder: string;
  record(change: Partial<Omit<InstanceRecord, 'pid' | 'startedAt'>>): Promise<void>;
  release(): Promise<void>;
}

type Held = Extract<EmbeddedRefusal, { kind: 'already-running' }>;

/**
 * Takes a data folder for this process, or says who has it. The lock is a listening socket named after the folder's
 * inode: the system drops it with the process, so a crash leaves no stale lock behind and two starters cannot both win.
 */
export async function holdInstance(dataDir: string, clock: Clock): Promise<Result<InstanceHold, Held>> {
  const runFolder = join(dataDir, 'run');
  await makeOwnFolder(dataDir);
  await makeOwnFolder(runFolder);
  const lock = await listenOn(await lockName(runFolder));
  if (lock === null) return refuse({ kind: 'already-running', folder: dataDir, instance: await readRecord(runFolder) });
  const file = join(runFolder, 'instance.json');
  let current: InstanceRecord = {
    pid: process.pid,
    startedAt: clock.now(),
    state: 'starting',
    connectionString: null,
    address: null,
  };
  const record: InstanceHold['record'] = async (change) => {
    current = { ...current, ...change };
    await writeFile(`${file}.new`, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  try {
    await record({});
  } catch (error) {
    await closed(lock);
    throw error;
  }
  return ok({
    runFolder,
    record,
    release: async () => {
      await rm(file, { force: true });
      await closed(lock);
    },
  });
}

/** The living instance of a data folder, for commands that work beside it; null when nobody holds the folder. */
export async function runningInstance(dataDir: string): Promise<InstanceRecord | null> {
  const runFolder = join(dataDir, 'run');
  if ((await stat(runFolder).catch(() => null)) === null) return null;
  return (await answers(await lockName(runFolder))) ? readRecord(runFolder) : null;
}

/** On Linux an abstract name that exists only while its process lives; elsewhere a socket file named the same way. */
async function lockName(runFolder: string): Promise<string> {
  const { dev, ino } = await stat(await realpath(runFolder));
  const name = `vigie-${dev}-${ino}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.lock`);
}

async function listenOn(name: string): Promise<Server | null> {
  const first = await tryListen(name);
  if (first !== null || process.platform === 'linux' || (await answers(name))) return first;
  await rm(name, { force: true });
  return tryListen(name);
}

function tryListen(name: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

async function readRecord(runFolder: string): Promise<InstanceRecord | null> {
  try {
    return JSON.parse(await readFile(join(runFolder, 'instance.json'), 'utf8')) as InstanceRecord;
  } catch {
    return null; // written a moment later, or unreadable to this account: the lock alone already says "in use"
  }
}
