import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

const CLI = new URL('../../src/entrypoints/cli.ts', import.meta.url).pathname;

/** What runs `vigie` as `bin/vigie` does: program, then arguments to put before those of the command. */
export const VIGIE = [process.execPath, ['--max-semi-space-size=64', '--min-semi-space-size=16', CLI]] as const;

// Code that one journey has read is read faster by the next; one folder for all runs of this user on this machine.
const CODE_CACHE = join(tmpdir(), `vigie-test-code-${userInfo().uid}`);

/** A whole Vigie as a process of its own: embedded PostgreSQL, server, worker, data folder. */
export interface RunningVigie {
  readonly baseUrl: string;
  readonly dataDir: string;
  /** Role → one-time link, as printed. */
  readonly links: ReadonlyMap<string, string>;
  readonly process: ChildProcess;
  /** Ends it in order (SIGTERM) and waits. */
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL), as a power cut would end the program. */
  kill(): Promise<void>;
  /** What it wrote on stderr so far. */
  log(): string;
  /** Ended by itself or by a signal. */
  hasEnded(): boolean;
}

export interface StartOptions {
  readonly demo?: boolean;
  readonly dataDir?: string;
  readonly port?: number;
  readonly args?: readonly string[];
}

/** A fresh data folder that the ordinary user of the database can reach. */
export async function freshDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-journey-'));
  // mkdtemp makes it 0700: root's database account could not enter, and the database would move out to /var/lib.
  await chmod(folder, 0o711);
  return folder;
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
}

/** Starts `vigie serve` and waits for its `ready` line. */
export async function startVigie(options: StartOptions = {}): Promise<RunningVigie> {
  const dataDir = options.dataDir ?? (await freshDataDir());
  const port = options.port ?? (await freePort());
  const child = spawn(VIGIE[0], [...VIGIE[1], 'serve', ...(options.demo ? ['--demo'] : []), ...(options.args ?? [])], {
    env: vigieEnvironment(dataDir, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const links = new Map<string, string>();
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`vigie serve ended with ${code} before it was ready:\n${log}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, first, second] = line.split(' ');
      if (word === 'sign-in' && first && second) links.set(first, second);
      if (word === 'ready' && first) resolve(first);
    });
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    baseUrl,
    dataDir,
    links,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    log: () => log,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `vigie <args>` on a data folder. */
export function vigie(dataDir: string, ...args: string[]): Promise<CliResult> {
  return new Promise((resolve) => {
    execFile(
      VIGIE[0],
      [...VIGIE[1], ...args],
      { env: vigieEnvironment(dataDir), maxBuffer: 1 << 28 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** Runs `vigie <args> --json` and reads its one JSON value. */
export async function vigieJson<T>(dataDir: string, ...args: string[]): Promise<T> {
  const { stdout, stderr } = await vigie(dataDir, ...args, '--json');
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(`vigie ${args.join(' ')} printed no JSON:\n${stdout}\n${stderr}`);
  }
}

/** The environment of a `vigie`. DATABASE_URL is taken out: a journey tests the embedded server, whatever the machine has. */
export function vigieEnvironment(dataDir: string, port = 7_400): NodeJS.ProcessEnv {
  const { DATABASE_URL: _external, ...rest } = process.env;
  return { ...rest, NODE_COMPILE_CACHE: CODE_CACHE, VIGIE_DATA_DIR: dataDir, VIGIE_PORT: String(port) };
}
