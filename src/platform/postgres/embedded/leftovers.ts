import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// 30 s: a fast shutdown writes out at most 256 MB; beyond it the server is ended hard and recovers at its next start.
const FAST_SHUTDOWN_MS = 30_000;
const HARD_STOP_MS = 5_000;
const LOOK_EVERY_MS = 20;

/**
 * Ends what a killed supervisor or a killed postmaster left behind in a database folder, so that a second server never
 * meets the first. Only for the holder of the instance lock. Answers whether anything was found.
 */
export async function endLeftovers(databaseFolder: string): Promise<'nothing-found' | 'ended'> {
  const postmaster = await livingPostmaster(databaseFolder);
  if (postmaster !== null) await stopPostmaster(postmaster);
  // Backends of a killed postmaster leave by themselves, except in the middle of a long query.
  const orphans = await untilNone(() => processesIn(databaseFolder), 2_000);
  for (const pid of orphans) signal(pid, 'SIGKILL');
  await untilNone(() => processesIn(databaseFolder), HARD_STOP_MS);
  // The file may name a zombie or a number since given to another process; both would keep the server from starting.
  await rm(join(databaseFolder, 'postmaster.pid'), { force: true });
  return postmaster !== null || orphans.length > 0 ? 'ended' : 'nothing-found';
}

/** Stops a server: fast (sessions are ended, everything is written), then hard if it hangs. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [name, patienceMs] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', HARD_STOP_MS],
    ['SIGKILL', HARD_STOP_MS],
  ] as const) {
    signal(pid, name);
    const left = await untilNone(async () => ((await isAlive(pid)) ? [pid] : []), patienceMs);
    if (left.length === 0) return;
  }
}

async function livingPostmaster(databaseFolder: string): Promise<number | null> {
  const text = await readFile(join(databaseFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!(pid > 1) || !(await isAlive(pid))) return null;
  // A postmaster works in its database folder; any other process with this number is a stranger.
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return folder === databaseFolder || (folder === null && process.platform !== 'linux') ? pid : null;
}

/** Every PostgreSQL process keeps its database folder as working directory. */
async function processesIn(databaseFolder: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return pids.filter((_, i) => folders[i] === databaseFolder).map(Number);
}

/** A zombie whose parent never asks for it counts as dead. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return status === null ? process.platform !== 'linux' : !/\) [ZX] /.test(status);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}

async function untilNone(look: () => Promise<number[]>, patienceMs: number): Promise<number[]> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const left = await look();
    if (left.length === 0 || performance.now() > end) return left;
    await sleep(LOOK_EVERY_MS);
  }
}
