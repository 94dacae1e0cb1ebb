import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '../../src/entrypoints/demo/random.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { killAtOnce, processTree } from '../support/process-tree.ts';
import { providerClient } from '../support/provider.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { freshDataDir, type RunningVigie, startVigie, vigieJson } from '../support/vigie.ts';
import { reportWithoutRest, type Switch, workWithoutRest } from './load.ts';
import { Witness } from './witness.ts';

export interface KillCampaign {
  readonly dataDir: string;
  readonly witness: Witness;
  /** Kills by what was killed. */
  readonly kills: Readonly<Record<Victim, number>>;
  /** The last, still running instance: what is checked against the witness. */
  readonly running: RunningVigie;
  readonly investigator: StaffClient;
}

/** What a kill takes away: all of it, the server alone (its PostgreSQL left behind), or PostgreSQL alone. */
const VICTIMS = ['everything', 'server', 'postmaster'] as const;
export type Victim = (typeof VICTIMS)[number];

/** Runs intake and delivery under load and kills at random moments; leaves a running instance to be examined. */
export async function runKillCampaign(options: {
  seed: number;
  kills: number;
  prepare?: (running: RunningVigie, desk: Desk) => Promise<void>;
}): Promise<KillCampaign> {
  const random = seededRandom(options.seed);
  const dataDir = await freshDataDir();
  const port = await freePort();
  const start = () => startVigie({ demo: true, dataDir, port });
  let running = await start();
  const desk = await openDesk(running);
  await options.prepare?.(running, desk);
  const credentials = await vigieJson<{ username: string; password: string }>(
    dataDir,
    'credential',
    'create',
    '--provider',
    'Example ISP',
    '--scope',
    'ispws',
  );
  const witness = new Witness(join(dataDir, 'acknowledged.ndjson'));
  const until: Switch = { on: true };
  const client = () => providerClient(running.baseUrl, credentials);
  const load = [
    reportWithoutRest(client, witness, until, 'a'),
    reportWithoutRest(client, witness, until, 'b'),
    reportWithoutRest(client, witness, until, 'c'),
    workWithoutRest(desk, until),
  ];
  const kills: Record<Victim, number> = { everything: 0, server: 0, postmaster: 0 };
  for (let round = 0; round < options.kills; round += 1) {
    await underLoad(random);
    if (running.hasEnded())
      throw new Error(`The server ended by itself after ${round} kills:\n${running.log().slice(-4_000)}`);
    const victim = random.pick(VICTIMS);
    kills[victim] += 1;
    if (await strike(running, dataDir, victim)) running = await start();
  }
  // The last blow may have left PostgreSQL on its way up; what was decided shortly before is still within its 30 seconds.
  await eventually(async () => (await fetch(`${running.baseUrl}/readyz`)).ok);
  await eventually(() => someDelivered(desk.investigator), 600_000);
  until.on = false;
  await Promise.all(load);
  if (running.hasEnded()) throw new Error(`The server ended by itself:\n${running.log().slice(-4_000)}`);
  return { dataDir, witness, kills, running, investigator: desk.investigator };
}

export interface Desk {
  readonly investigator: StaffClient;
  readonly reviewer: StaffClient;
  readonly administrator: StaffClient;
}

async function openDesk(running: RunningVigie): Promise<Desk> {
  const enter = (role: string) => signInWith(running.baseUrl, running.links.get(role) ?? '');
  return {
    investigator: await enter('investigator'),
    reviewer: await enter('reviewer'),
    administrator: await enter('administrator'),
  };
}

/** The moment of the kill is drawn, not waited for: 20 to 600 ms into the work. */
function underLoad(random: Random): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20 + random.below(580)));
}

/** Kills; true when the server itself must be started again. */
async function strike(running: RunningVigie, dataDir: string, victim: Victim): Promise<boolean> {
  const server = running.process.pid ?? 0;
  if (victim === 'postmaster') {
    killAtOnce([postmasterPid(dataDir)].filter((pid) => pid > 0));
    return false;
  }
  if (victim === 'everything') killAtOnce(processTree(server));
  await running.kill();
  return true;
}

function postmasterPid(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

async function someDelivered(investigator: StaffClient): Promise<boolean> {
  const { items } = await investigator.get<{ items: unknown[] }>('packages?state=delivered&limit=5');
  return items.length > 0;
}
