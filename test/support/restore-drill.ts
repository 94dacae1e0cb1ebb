import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openLaval } from '../campaigns/examine.ts';
import type { Desk } from '../campaigns/kill.ts';
import { type Switch, workWithoutRest } from '../campaigns/load.ts';
import { eventually } from './eventually.ts';
import { killAtOnce, processTree } from './process-tree.ts';
import { signInWith } from './staff-client.ts';
import { type RunningVigie, VIGIE, vigie, vigieEnvironment } from './vigie.ts';

// What the restore drill is done with: what commands print, a package sent, a kill at a word, a server that is not ours.

/** A drill starts some thirty processes; a busy machine must not decide it. */
export const PATIENCE_MS = 1_800_000;
const EXTERNAL = new URL('./external-postgres.ts', import.meta.url).pathname;
const SYSTEM_SERVERS = '/usr/lib/postgresql';

export interface Outline {
  readonly ok: boolean;
  readonly reports: number;
  readonly objects: number;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly evidence?: { readonly state: string; readonly checked: number };
}
export interface Stats {
  readonly balanced: boolean;
  readonly received: number;
  readonly open: number;
}
export interface Listed {
  readonly items: readonly { readonly number: string; readonly state: string }[];
}

/** Works as the demonstration's people do until one package is delivered. */
export async function sealAndDeliverOne(running: RunningVigie): Promise<void> {
  const enter = (role: string) => signInWith(running.baseUrl, running.links.get(role) ?? '');
  const desk: Desk = {
    investigator: await enter('investigator'),
    reviewer: await enter('reviewer'),
    administrator: await enter('administrator'),
  };
  await openLaval(running.dataDir, desk);
  const until: Switch = { on: true };
  const working = workWithoutRest(desk, until);
  await eventually(async () => {
    const { items } = await desk.investigator.get<{ items: unknown[] }>('packages?state=delivered&limit=5');
    return items.length > 0;
  }, PATIENCE_MS);
  until.on = false;
  await working;
}

/** The running number in a report's number. */
export function numberIn(report: string): number {
  return Number(report.split('-')[2]);
}

/** Figures without the instant they were asked at. */
export function withoutTime(stats: Stats): object {
  const { asOf: _, ...rest } = stats as Stats & { asOf: string };
  return rest;
}

/** Kills a command at the moment it says a word; one that was faster than the kill is tried again in another place. */
export async function killedAt(
  word: string,
  place: () => string,
  wasInTime: (folder: string) => boolean | Promise<boolean>,
  args: (folder: string) => string[],
  home: { readonly folder: string; readonly triesAgain: boolean },
): Promise<string> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const folder = place();
    const child = spawn(VIGIE[0], [...VIGIE[1], ...args(folder)], {
      env: vigieEnvironment(home.folder),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilSaid(child, word);
    killAtOnce(processTree(child.pid ?? 0));
    if (await wasInTime(folder)) return folder;
    if (!home.triesAgain) throw new Error('The restore was faster than its kill.');
  }
  throw new Error('No kill was in time.');
}

function untilSaid(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`It ended before it said ${word}.`)));
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => line.startsWith(word) && resolve());
  });
}

/** A killed server leaves its PostgreSQL behind; the next command of that folder ends it. */
export async function endLeftovers(folder: string): Promise<void> {
  await vigie(folder, 'doctor');
}

/** Programs of the newest PostgreSQL the system has; null where it has none. */
export function systemServer(): string | null {
  const majors = existsSync(SYSTEM_SERVERS)
    ? readdirSync(SYSTEM_SERVERS).filter((major) => existsSync(join(SYSTEM_SERVERS, major, 'bin', 'initdb')))
    : [];
  const newest = majors.at(-1);
  return newest === undefined ? null : join(SYSTEM_SERVERS, newest, 'bin');
}

/** Runs commands one after the other on a server of the system, thrown away after; what they print goes into the files named. */
export function onSystemServer(
  programs: string,
  folder: string,
  commands: readonly { readonly args: readonly string[]; readonly into: string }[],
): { readonly status: number | null; readonly stderr: string } {
  const script = commands
    .map(({ args, into }) => `${[...VIGIE.flat(), ...args].map((part) => `"${part}"`).join(' ')} --json > ${into}`)
    .join(' && ');
  const env = vigieEnvironment(folder);
  return spawnSync(process.execPath, [EXTERNAL, programs, 'sh', '-c', script], { env, encoding: 'utf8' });
}
