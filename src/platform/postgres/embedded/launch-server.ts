import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Result, refuse } from '#core/result.ts';
import { type ServerAccount, spawnAs } from './account.ts';
import { type EmbeddedRefusal, refusalOfLog } from './refusals.ts';
import { type ServerSettings, serverArguments } from './settings.ts';

const LOOK_EVERY_MS = 20;
const TAIL_LINES = 12;
const LARGEST_LOG_BYTES = 10 * 1024 ** 2;

export interface ServerToLaunch {
  readonly account: ServerAccount;
  readonly binFolder: string;
  readonly databaseFolder: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly settings: ServerSettings;
  /** How long a start, crash recovery included, may take. */
  readonly startTimeoutMs: number;
}

/** A server that accepts connections. */
export interface RunningServer {
  readonly pid: number;
  /** Fulfilled when the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
}

/** Starts the server and waits until it accepts connections; what it says goes to the log file. */
export async function launchServer(server: ServerToLaunch): Promise<Result<RunningServer, EmbeddedRefusal>> {
  const logStart = await rotatedLogSize(server.logFile);
  const child = await spawnServer(server);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const outcome = await Promise.race([
    exited.then(() => 'ended' as const),
    untilReady(server.databaseFolder, child.pid ?? -1, server.startTimeoutMs),
  ]);
  if (outcome === 'ready') return ok({ pid: child.pid ?? -1, exited });
  if (outcome === 'late') {
    child.kill('SIGQUIT');
    await exited;
  }
  const logTail = await tailOf(server.logFile, logStart);
  if (outcome === 'ended') return refuse(refusalOfLog(logTail, server.databaseFolder));
  return refuse({ kind: 'start-timed-out', seconds: Math.round(server.startTimeoutMs / 1000), logTail });
}

async function spawnServer(server: ServerToLaunch): Promise<ChildProcess> {
  const log = await open(server.logFile, 'a', 0o600);
  try {
    const args = serverArguments(server.settings, server.databaseFolder, server.socketFolder);
    return spawn(join(server.binFolder, 'postgres'), args, {
      ...spawnAs(server.account),
      // Its own session: Ctrl-C at the terminal reaches the supervisor alone, which stops the server last.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

/** The server writes its state into line 8 of `postmaster.pid`; asking the file disturbs nothing. */
async function untilReady(databaseFolder: string, pid: number, timeoutMs: number): Promise<'ready' | 'late'> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const lines = (await readFile(join(databaseFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (lines[0] === String(pid) && lines[7]?.trim() === 'ready') return 'ready';
    await sleep(LOOK_EVERY_MS);
  }
  return 'late';
}

async function rotatedLogSize(logFile: string): Promise<number> {
  const size = (await stat(logFile).catch(() => null))?.size ?? 0;
  if (size < LARGEST_LOG_BYTES) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

async function tailOf(logFile: string, from: number): Promise<string[]> {
  const text = (await readFile(logFile).catch(() => Buffer.alloc(0))).subarray(from).toString();
  return text.trim().split('\n').slice(-TAIL_LINES);
}
