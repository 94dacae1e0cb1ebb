import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  freshDataDir,
  type RunningVigie,
  removeDataDir,
  startVigie,
  VIGIE,
  vigie,
  vigieEnvironment,
} from '../support/vigie.ts';

// Proved here: server and workers as processes of their own on one data folder: what is not served is not found, readiness counts the
// workers that live and what they take. Out of scope: every address of every group (src/entrypoints/served-groups.db.test.ts).
// Alone: npx vitest run --project journeys test/journeys/apart.test.ts

let dataDir: string;
let running: RunningVigie;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await freshDataDir();
  running = await startVigie({ dataDir, args: ['--only', 'intake,partner', '--no-worker'] });
});

afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await running?.stop();
  await removeDataDir(dataDir);
});

const statusOf = async (path: string) => (await fetch(`${running.baseUrl}${path}`, { redirect: 'manual' })).status;

/** Starts `vigie worker`; ready once it says what it takes. */
async function startWorker(...args: string[]): Promise<string> {
  const worker = spawn(VIGIE[0], [...VIGIE[1], 'worker', ...args], {
    env: vigieEnvironment(dataDir),
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  workers.push(worker);
  return new Promise((resolve, reject) => {
    worker.once('exit', (code) => reject(new Error(`vigie worker ended with ${code}.`)));
    createInterface({ input: worker.stderr as NonNullable<ChildProcess['stderr']> }).on('line', (line) => {
      if (/^(Taking|Travail)/.test(line)) resolve(line);
    });
  });
}

describe('a server kept to intake and recipients', () => {
  it('serves those, knows no desk, and prints no link nobody could use', async () => {
    expect(await statusOf('/ispws/status')).toBe(401);
    expect(await statusOf('/sign-in?code=x')).toBe(404);
    expect(await statusOf('/')).toBe(404);
    expect(await statusOf('/api/v1/reports')).toBe(404);
    expect(await statusOf('/healthz')).toBe(200);
    expect([...running.links.keys()]).toEqual([]);
  });
});

describe('workers beside a server that has none', () => {
  it('make it ready once they take every kind of work between them, and not before', async () => {
    expect(await (await fetch(`${running.baseUrl}/readyz`)).json()).toMatchObject({
      ready: false,
      faults: [{ name: 'worker', code: 'not-running' }],
    });
    expect(await startWorker('--only', 'stages', '--concurrency', '1')).toBe('Taking work: stages.');
    expect(await startWorker('--only', 'seal', '--lang', 'fr')).toBe('Travail pris en charge\u00a0: seal.');
    expect(await statusOf('/readyz')).toBe(503);
    await startWorker('--only', 'dispatch');
    await eventually(async () => (await statusOf('/readyz')) === 200);
  });
});

describe('lists of the command line', () => {
  it.each(['report', 'package', 'dispatch', 'credential', 'token'])(
    'refuse a place they do not have: %s',
    async (list) => {
      const { code, stdout } = await vigie(dataDir, list, 'list', '--after', '999999', '--json');
      const { error } = JSON.parse(stdout);
      expect({ code, kind: error.code }).toEqual({ code: 1, kind: 'unknown-after' });
      expect(error.message.en).toContain('--after');
      expect(error.message.fr).toMatch(/endroit où reprendre/);
    },
  );
});
