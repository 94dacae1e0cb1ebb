import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type Clock, systemClock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result } from '#core/result.ts';
import { createCluster, findCluster } from './create-cluster.ts';
import { chooseServerPlace, makeSocketFolder, type ServerPlace } from './folders.ts';
import { holdInstance, type InstanceHold } from './instance.ts';
import { launchServer, type ServerToLaunch } from './launch-server.ts';
import { endLeftovers } from './leftovers.ts';
import { makeOwnFolder } from './own-folder.ts';
import { preparePrograms, type ServerPrograms } from './programs.ts';
import { PROGRESS } from './progress.ts';
import { type EmbeddedRefusal, refusalOfFileError } from './refusals.ts';
import { DATABASE_NAME, DATABASE_OWNER, instanceSettings, memoryHere, socketConnectionString } from './settings.ts';
import { superviseServer } from './supervise-server.ts';

export interface EmbeddedOptions {
  /** The instance's data folder; made if missing. */
  readonly dataDir: string;
  readonly clock?: Clock;
  /** Told before every step that may take longer than a second, and when the server had to be restarted. */
  readonly onProgress?: (words: Bilingual) => void;
  /** A server that dies is started again. @default true */
  readonly restart?: boolean;
  /** Crash recovery of 2 GB of log included. @default 120,000 ms */
  readonly startTimeoutMs?: number;
}

/** Our own PostgreSQL, serving one data folder until `stop`. */
export interface EmbeddedPostgres {
  readonly connection: { readonly host: string; readonly user: string; readonly database: string };
  readonly connectionString: string;
  /** Of the postmaster; changes when it is restarted, null in between. */
  readonly pid: () => number | null;
  /** Where the files really are; outside the data folder when the server's account cannot reach that. */
  readonly databaseFolder: string;
  /** Tells other processes of this machine where the console is served. */
  readonly announceAddress: (address: string) => Promise<void>;
  /** Fast shutdown: sessions end, everything is written, the folder is free again. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

const PATIENCE_MS = 120_000;

/** Starts PostgreSQL for a data folder: takes the folder, makes the database once, recovers from any crash, keeps it running. */
export async function startEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<Result<EmbeddedPostgres, EmbeddedRefusal>> {
  const dataDir = resolve(options.dataDir);
  try {
    const held = await holdInstance(dataDir, options.clock ?? systemClock);
    if (!held.ok) return held;
    let started: Result<EmbeddedPostgres, EmbeddedRefusal> | null = null;
    try {
      started = await startHeld(dataDir, held.value, options);
      return started;
    } finally {
      if (!started?.ok) await held.value.release();
    }
  } catch (error) {
    const refusal = refusalOfFileError(error, dataDir);
    if (refusal === null) throw error;
    return { ok: false, refusal };
  }
}

async function startHeld(
  dataDir: string,
  hold: InstanceHold,
  options: EmbeddedOptions,
): Promise<Result<EmbeddedPostgres, EmbeddedRefusal>> {
  const tell = options.onProgress ?? (() => undefined);
  const place = await chooseServerPlace(dataDir);
  if (!place.ok) return place;
  if (place.value.movedOut) tell(PROGRESS.movedOut(place.value.databaseFolder));
  const programs = await preparePrograms(place.value.account, place.value.home);
  if (!programs.ok) return programs;
  if (programs.value.copied) tell(PROGRESS.programsCopied(programs.value.binFolder));
  const cluster = await ensureCluster(place.value, programs.value, tell);
  if (!cluster.ok) return cluster;
  if ((await endLeftovers(place.value.databaseFolder)) === 'ended') tell(PROGRESS.leftoversEnded);
  await makeOwnFolder(join(place.value.home, 'run'));
  const socketFolder = await makeSocketFolder(place.value);
  const plan: ServerToLaunch = {
    ...place.value,
    binFolder: programs.value.binFolder,
    socketFolder,
    settings: instanceSettings(memoryHere()),
    startTimeoutMs: options.startTimeoutMs ?? PATIENCE_MS,
  };
  tell(PROGRESS.starting);
  const server = await launchServer(plan);
  if (!server.ok) {
    await rm(socketFolder, { recursive: true, force: true });
    return server;
  }
  const connectionString = socketConnectionString(socketFolder, DATABASE_NAME);
  await ensureDatabase(socketFolder);
  await hold.record({ state: 'ready', connectionString });
  const supervised = superviseServer(plan, server.value, { tell, restart: options.restart ?? true });
  return ok({
    connection: { host: socketFolder, user: DATABASE_OWNER, database: DATABASE_NAME },
    connectionString,
    databaseFolder: plan.databaseFolder,
    pid: supervised.pid,
    announceAddress: (address) => hold.record({ address }),
    stop: once(async () => {
      await supervised.stop();
      await rm(socketFolder, { recursive: true, force: true });
      await hold.release();
    }),
  });
}

async function ensureCluster(
  place: ServerPlace,
  programs: ServerPrograms,
  tell: (words: Bilingual) => void,
): Promise<Result<void, EmbeddedRefusal>> {
  const found = await findCluster(place.databaseFolder, programs);
  if (!found.ok) return found;
  if (found.value === 'ours') return ok(undefined);
  tell(PROGRESS.creating);
  return createCluster(place.account, place.databaseFolder, programs);
}

/** The database itself is made through the server, so that a kill between the two steps heals at the next start. */
async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client({ connectionString: socketConnectionString(socketFolder, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= act();
    return running;
  };
}
