import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openVault, storedObjects } from '#features/vault';
import { openFileStore } from '#platform/blobs/file-store.ts';
import { newAgeIdentity } from '#platform/crypto/age-identity.ts';
import { connect } from '#platform/postgres/connect.ts';
import { runningInstance } from '#platform/postgres/embedded/instance.ts';
import { eventually } from '../support/eventually.ts';
import { killAtOnce, processTree } from '../support/process-tree.ts';
import { aProvider, generatedBytes, type ProviderClient, submitReport } from '../support/provider.ts';
import {
  endLeftovers,
  killedAt,
  type Listed,
  numberIn,
  type Outline,
  onSystemServer,
  PATIENCE_MS,
  type Stats,
  sealAndDeliverOne,
  systemServer,
  withoutTime,
} from '../support/restore-drill.ts';
import { signInWith } from '../support/staff-client.ts';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// The restore drill. Proved here: a backup of a living house, taken while reports come in, restores onto an empty folder (and
// onto another PostgreSQL) equal in reports, evidence, audit head and ledger, and the house goes on from there; a kill at any
// moment leaves nothing that looks whole. Out of scope: 10,000 reports and their time (bench).
// Alone: npx vitest run --project journeys test/journeys/backup-and-restore.test.ts

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const FILES = 12;

let work: string;
let dataDir: string;
let running: RunningVigie;
let provider: ProviderClient;
/** SHA-256 of every file a provider sent. */
const sent = new Set<string>();
let waiting: number;
let before: { outline: Outline; stats: Stats; list: Listed; packages: unknown };
let restored: string;
let identity: string;

const keyArgs = () => ['--key', join(work, 'backup.key')];
const keysArgs = () => ['--keys', join(work, 'keys.age'), '--keys-identity', join(work, 'identity')];
const backup = (name: string) => join(work, 'backups', name);
const shape = ({ reports, objects, treeSize, rootHash }: Outline) => ({ reports, objects, treeSize, rootHash });

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'vigie-drill-'));
  const age = await newAgeIdentity();
  identity = age.identity;
  await writeFile(join(work, 'identity'), identity);
  await writeFile(join(work, 'recipient'), age.recipient);
  dataDir = await freshDataDir();
  running = await startVigie({ demo: true, dataDir });
  provider = await aProvider(running.baseUrl, dataDir);
  for (let n = 0; n < FILES; n += 1) await submitWithFile(n);
  await sealAndDeliverOne(running);
  await running.stop();
  // From here nothing takes queued work: what is announced waits, and has to wait after the restore too.
  running = await startVigie({ demo: true, dataDir, args: ['--no-worker'] });
  provider = await aProvider(running.baseUrl, dataDir, 'Second ISP');
}, PATIENCE_MS);

afterAll(async () => {
  await running?.stop();
  for (const folder of [dataDir, restored]) if (folder) await removeDataDir(folder);
  await rm(work, { recursive: true, force: true });
});

async function submitWithFile(seed: number): Promise<number> {
  const bytes = generatedBytes(1_000 + seed, 20_000 + 997 * seed);
  sent.add(createHash('sha256').update(bytes).digest('hex'));
  return submitReport(provider, { account: `acct-drill-${seed}`, files: [{ name: `pattern-${seed}.dat`, bytes }] });
}

describe('a backup of a living house', () => {
  it('is taken while reports come in, and none of them is refused or lost', async () => {
    const taking = vigie(dataDir, 'backup', 'create', '--out', backup('live'), ...keyArgs(), '--json');
    let ended = false;
    const done = taking.finally(() => {
      ended = true;
    });
    const acknowledged: number[] = [];
    for (let n = FILES; !ended; n += 1) acknowledged.push(await submitWithFile(n));
    const made = await done;
    expect(made.code, made.stderr).toBe(0);
    expect(acknowledged.length).toBeGreaterThan(0);
    const investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
    for (const ispwsId of acknowledged) {
      expect((await investigator.send('GET', `reports/${ispwsId}`)).status, `${ispwsId}`).toBe(200);
    }
    const outline = JSON.parse(made.stdout) as Outline;
    expect(await vigieJson<Outline>(dataDir, 'backup', 'verify', backup('live'), ...keyArgs())).toMatchObject(
      shape(outline),
    );
  });

  it('says loudly that the key is new, where it lies, and that the keys are not in it', async () => {
    await rm(join(work, 'backup.key'));
    await rm(backup('live'), { recursive: true });
    const made = await vigie(dataDir, 'backup', 'create', '--out', backup('live'), ...keyArgs(), '--lang', 'fr');
    expect(made.stdout).toContain('NOUVELLE clé');
    expect(made.stdout).toContain(join(work, 'backup.key'));
    expect(made.stdout).toContain('--keys-out');
  });

  it('takes over the objects of the backup before it, and writes the keys into a file of their own', async () => {
    waiting = await submitWithFile(5_000);
    const outline = await vigieJson<Outline & { reused: number; keys: { destroyBy: string } }>(
      dataDir,
      ...['backup', 'create', '--out', backup('last'), ...keyArgs()],
      ...['--keys-out', join(work, 'keys.age'), '--keys-recipient', await readFile(join(work, 'recipient'), 'utf8')],
    );
    expect(outline).toMatchObject({ ok: true, reused: outline.objects - 1 });
    expect(outline.reports).toBeGreaterThan(240);
    const days = (Date.parse(outline.keys.destroyBy) - Date.now()) / 86_400_000;
    expect(Math.ceil(days)).toBe(35);
    before = {
      outline,
      stats: await vigieJson<Stats>(dataDir, 'stats'),
      list: await vigieJson<Listed>(dataDir, 'report', 'list', '--limit', '500'),
      packages: await vigieJson(dataDir, 'package', 'list', '--limit', '500'),
    };
  });

  it('holds no key and no word of a report in clear', async () => {
    const root = (await readFile(join(dataDir, 'keys', 'vault-root.key'), 'utf8')).trim();
    for (const name of readdirSync(backup('last'), { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const bytes = await readFile(join(name.parentPath, name.name));
      for (const secret of [root, 'acct-drill', 'mail.example']) expect(bytes.includes(secret), name.name).toBe(false);
    }
  });
});

describe('after everything is destroyed', () => {
  it('a restore onto an empty folder is equal in reports, evidence, audit head and ledger', async () => {
    killAtOnce(processTree(running.process.pid ?? 0));
    await running.kill();
    await endLeftovers(dataDir);
    await removeDataDir(dataDir);
    restored = await freshDataDir();
    const outline = await vigieJson<Outline>(
      restored,
      'backup',
      'restore',
      backup('last'),
      ...keyArgs(),
      ...keysArgs(),
    );
    expect(outline.evidence).toMatchObject({ state: 'opened', checked: before.outline.objects });
    expect({ ok: outline.ok, ...shape(outline) }).toEqual({ ok: true, ...shape(before.outline) });
    expect(await vigieJson<Stats>(restored, 'stats')).toMatchObject({ ...withoutTime(before.stats), balanced: true });
    // Every entry, every protected row and every byte of evidence, re-derived from what was restored.
    expect(await vigieJson(restored, 'audit', 'verify')).toMatchObject({ ok: true, faults: [] });
    expect(await vigieJson(restored, 'report', 'list', '--limit', '500')).toEqual(before.list);
    expect(await vigieJson(restored, 'package', 'list', '--limit', '500')).toEqual(before.packages);
  });

  it('the house serves again; every byte a provider sent is there', async () => {
    running = await startVigie({ demo: true, dataDir: restored });
    const db = connect({ connectionString: (await runningInstance(restored))?.connectionString ?? '' });
    const vault = await openVault({
      blobs: await openFileStore({ dir: join(restored, 'blobs') }),
      keysDir: join(restored, 'keys'),
    });
    const missing = new Set(sent);
    for await (const { objectId } of storedObjects(db)) {
      const hash = createHash('sha256');
      for await (const bytes of await vault.openObject(db, objectId)) hash.update(bytes as Buffer);
      missing.delete(hash.digest('hex'));
    }
    await db.close();
    expect([...missing]).toEqual([]);
  });

  it('what was queued is done, and the next report gets the next number', async () => {
    const shown = await vigieJson<{ number: string }>(restored, 'report', 'show', String(waiting));
    await eventually(async () => {
      const { road } = await vigieJson<{ road: { stage: string }[] }>(restored, 'explain', shown.number);
      return road.some((step) => step.stage === 'propose-routes');
    }, PATIENCE_MS);
    provider = await aProvider(running.baseUrl, restored, 'Third ISP');
    const next = await submitWithFile(9_000);
    const { number } = await vigieJson<{ number: string }>(restored, 'report', 'show', String(next));
    expect(next).toBe(waiting + 1);
    expect(numberIn(number)).toBe(numberIn(shown.number) + 1);
    await running.stop();
  });
});

describe('an operator who is in a hurry', () => {
  it('is told that the evidence cannot be opened when the keys are not there', async () => {
    const folder = await freshDataDir();
    const french = await vigie(folder, 'backup', 'restore', backup('last'), ...keyArgs(), '--lang', 'fr');
    expect(french.code, french.stderr).toBe(0);
    expect(french.stdout).toContain('LES PREUVES NE PEUVENT PAS ÊTRE OUVERTES');
    const served = await vigieJson<{ error: { code: string } }>(folder, 'serve');
    expect(served.error.code).toBe('root-key-missing');
    await removeDataDir(folder);
  });

  it('can have a restore rehearsed, which leaves nothing behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('vigie-rehearsal-'));
    const had = left();
    const outline = await vigieJson<Outline & { rehearsed: boolean }>(
      restored,
      ...['backup', 'verify', backup('last'), '--deep', ...keyArgs()],
    );
    expect(outline).toMatchObject({
      ok: true,
      rehearsed: true,
      evidence: { state: 'opened' },
      ...shape(before.outline),
    });
    expect(left().filter((name) => !had.includes(name))).toEqual([]);
  });

  it('is refused a restore over a house that lives', async () => {
    const refused = await vigieJson<{ error: { code: string } }>(
      restored,
      'backup',
      'restore',
      backup('last'),
      ...keyArgs(),
    );
    expect(refused.error.code).toBe('target-not-empty');
  });
});

describe('a kill -9', () => {
  it('while a backup is written leaves no backup, and says so', async () => {
    const folder = await killedAt(
      'Copying',
      () => backup(`killed-${Math.random()}`),
      (out) => !existsSync(join(out, 'manifest.json')),
      (out) => ['backup', 'create', '--out', out, ...keyArgs()],
      { folder: restored, triesAgain: true },
    );
    await endLeftovers(restored);
    const refused = await vigieJson<{ error: { code: string } }>(restored, 'backup', 'verify', folder, ...keyArgs());
    expect(refused.error.code).toBe('no-manifest');
    expect((await vigieJson<Outline>(restored, 'backup', 'create', '--out', backup('again'), ...keyArgs())).ok).toBe(
      true,
    );
  });

  it('while a restore runs leaves a house that refuses to be used until it is restored again', async () => {
    const target = await freshDataDir();
    const args = ['backup', 'restore', backup('last'), ...keyArgs(), ...keysArgs()];
    await killedAt(
      'Putting back',
      () => target,
      async () => (await vigie(target, 'stats')).code === 1,
      () => args,
      { folder: target, triesAgain: false },
    );
    const refused = await vigieJson<{ error: { code: string; message: { fr: string } } }>(target, 'stats');
    expect(refused.error.code).toBe('restore-unfinished');
    expect((await vigie(target, 'serve')).code).toBe(1);
    const outline = await vigieJson<Outline>(target, ...args);
    expect({ ok: outline.ok, ...shape(outline) }).toEqual({ ok: true, ...shape(before.outline) });
    expect(await vigieJson<Stats>(target, 'stats')).toMatchObject({ balanced: true, received: before.stats.received });
    await removeDataDir(target);
  });
});

describe('another PostgreSQL', () => {
  const programs = systemServer();

  it.runIf(programs !== null)('takes a backup of the embedded one, and gives one back to it', async () => {
    const folder = await freshDataDir();
    const into = (name: string) => join(work, `${name}.json`);
    const [there, figures, back] = [into('there'), into('stats'), into('back')];
    const ran = onSystemServer(programs ?? '', folder, [
      { args: ['backup', 'restore', backup('last'), ...keyArgs(), ...keysArgs()], into: there },
      { args: ['stats'], into: figures },
      { args: ['backup', 'create', '--out', backup('external'), ...keyArgs()], into: back },
    ]);
    expect(ran.status, ran.stderr).toBe(0);
    const read = async <T>(path: string) => JSON.parse(await readFile(path, 'utf8')) as T;
    expect(await read(there)).toMatchObject({ ok: true, ...shape(before.outline), evidence: { state: 'opened' } });
    expect(await read(figures)).toMatchObject({ balanced: true });
    expect(existsSync(join(folder, 'postgres')), 'no embedded server beside it').toBe(false);
    const home = await freshDataDir();
    const args = ['backup', 'restore', backup('external'), ...keyArgs(), ...keysArgs()];
    const outline = await vigieJson<Outline>(home, ...args);
    expect({ ok: outline.ok, ...shape(outline) }).toEqual({ ok: true, ...shape(await read<Outline>(back)) });
    for (const one of [folder, home]) await removeDataDir(one);
  });
});
