import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../connect.ts';
import { runningInstance } from './instance.ts';
import { endLeftovers } from './leftovers.ts';
import type { EmbeddedRefusal } from './refusals.ts';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

// Proved: one server for one folder, through every kind of death; refusals are values. Out of scope: power loss.
// Alone: npx vitest run --project database src/platform/postgres/embedded

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };
const CHILD = fileURLToPath(new URL('../../../../test/support/embedded-child.ts', import.meta.url));

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-embedded-'));
  await chmod(folder, 0o711);
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ dataDir, ...options });
  if (!started.ok) throw new Error(JSON.stringify(started.refusal));
  cleanUps.push(started.value.stop);
  return started.value;
}

async function refusalOf(dataDir: string): Promise<EmbeddedRefusal | null> {
  const started = await startEmbeddedPostgres({ dataDir });
  if (started.ok) cleanUps.push(started.value.stop);
  return started.ok ? null : started.refusal;
}

async function ask<Row>(connectionString: string, sql: string): Promise<Row[]> {
  const db = connect({ connectionString, maxConnections: 1 });
  try {
    return await db.query<Row>(sql);
  } finally {
    await db.close();
  }
}

interface ChildStart {
  readonly connectionString?: string;
  readonly pid?: number;
  readonly databaseFolder?: string;
  readonly refusal?: EmbeddedRefusal;
}

async function startChild(dataDir: string, account: object = {}): Promise<{ child: ChildProcess; said: ChildStart }> {
  const child = spawn(process.execPath, [CHILD, dataDir], { ...account, stdio: ['ignore', 'pipe', 'inherit'] });
  cleanUps.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const said = JSON.parse(line.toString()) as ChildStart;
  // A test that fails half way leaves no server behind.
  if (said.pid !== undefined) cleanUps.push(() => endLeftovers(said.databaseFolder ?? ''));
  return { child, said };
}

describe('our own PostgreSQL', () => {
  test('keeps what was written through a stop and a start, and leaves the folder free in between', async () => {
    const dataDir = await freshFolder();
    const first = await start(dataDir);
    await ask(first.connectionString, 'create table kept (id int); insert into kept values (7)');
    await first.stop();
    expect(await runningInstance(dataDir)).toBeNull();
    expect(await readdir(join(dataDir, 'run'))).toEqual(['postgres.log']);
    const second = await start(dataDir);
    expect(await ask(second.connectionString, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  test('is reachable by a private socket only, never as root, durable and with checksums', async () => {
    const server = await start(await freshFolder());
    const [row] = await ask<Record<string, string>>(
      server.connectionString,
      `select current_setting('listen_addresses') as tcp, current_setting('data_checksums') as checksums,
              current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(row).toEqual({ tcp: '', checksums: 'on', fsync: 'on', commit: 'on' });
    expect((await stat(server.connection.host)).mode & 0o777).toBe(0o700);
    expect((await stat(`/proc/${server.pid()}`)).uid).not.toBe(0);
  });

  test('refuses a folder that another process serves, and names its address', async () => {
    const dataDir = await freshFolder();
    const server = await start(dataDir);
    await server.announceAddress('http://127.0.0.1:7400');
    const { said } = await startChild(dataDir);
    expect(said.refusal).toMatchObject({
      kind: 'already-running',
      instance: { pid: process.pid, address: 'http://127.0.0.1:7400', connectionString: server.connectionString },
    });
  });

  test('of ten starters at the same moment exactly one gets the folder', async () => {
    const dataDir = await freshFolder();
    const started = await Promise.all(Array.from({ length: 10 }, () => startEmbeddedPostgres({ dataDir })));
    for (const one of started) if (one.ok) cleanUps.push(one.value.stop);
    expect(started.filter((one) => one.ok)).toHaveLength(1);
  });

  test('comes back by itself when its postmaster is killed, with everything that was committed', async () => {
    const server = await start(await freshFolder());
    await ask(server.connectionString, 'create table kept (id int); insert into kept values (7)');
    const killed = server.pid() ?? 0;
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => expect(server.pid()).not.toBe(killed), 30_000);
    await vi.waitFor(
      async () => expect(await ask(server.connectionString, 'select id from kept')).toEqual([{ id: 7 }]),
      30_000,
    );
  });

  test('stays down after a kill when it was told not to restart, and still stops cleanly', async () => {
    const server = await start(await freshFolder(), { restart: false });
    process.kill(server.pid() ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(server.pid()).toBeNull(), 10_000);
    await server.stop();
  });

  test('a server left running by a killed supervisor is ended by the next start, and nothing is lost', async () => {
    const dataDir = await freshFolder();
    const { child, said } = await startChild(dataDir);
    await ask(said.connectionString ?? '', 'create table kept (id int); insert into kept values (7)');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const words: string[] = [];
    const next = await start(dataDir, { onProgress: ({ en }) => words.push(en) });
    expect(next.pid()).not.toBe(said.pid);
    expect(words.join()).toContain('left behind');
    expect(await ask(next.connectionString, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  test('a database folder half made by a killed start is made anew', async () => {
    const dataDir = await freshFolder();
    await mkdir(join(dataDir, 'postgres.partial-1'), { recursive: true });
    await start(dataDir);
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'run']);
  });

  test('a data folder with a very long path still has a socket', async () => {
    const server = await start(join(await freshFolder(), 'x'.repeat(120)));
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('SIGTERM to the supervisor ends the server too', async () => {
    const { child, said } = await startChild(await freshFolder());
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(() => process.kill(said.pid ?? 0, 0)).toThrow();
  });
});

describe('a folder that cannot be served', () => {
  test('where a file stands in its way', async () => {
    const dataDir = await freshFolder();
    await writeFile(dataDir, 'not a folder');
    expect(await refusalOf(dataDir)).toMatchObject({ kind: 'folder-not-writable', folder: dataDir });
  });

  test('where the database was made by another version', async () => {
    const dataDir = await freshFolder();
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    expect(await refusalOf(dataDir)).toEqual({ kind: 'made-by-another-version', found: '17', ours: '18' });
  });

  test('where the server gives up, the refusal carries its last words', async () => {
    const dataDir = await freshFolder();
    const server = await start(dataDir);
    await server.stop();
    await writeFile(join(dataDir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n', { flag: 'a' });
    expect(await refusalOf(dataDir)).toMatchObject({
      kind: 'start-failed',
      logTail: expect.arrayContaining([expect.stringContaining('no_such_setting')]),
    });
    expect(await runningInstance(dataDir)).toBeNull();
  });
});

describe.runIf(isRoot)('for root', () => {
  test('an ordinary user can serve a folder of their own, and not one of others', async () => {
    const dataDir = await freshFolder();
    await chown(dirname(dataDir), NOBODY.uid, NOBODY.gid);
    const { said } = await startChild(dataDir, NOBODY);
    expect(said.refusal).toBeUndefined();
    expect(await ask(said.connectionString ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    const others = await freshFolder();
    expect((await startChild(others, NOBODY)).said.refusal).toMatchObject({
      kind: 'folder-not-writable',
      code: 'EACCES',
    });
  });

  test('a folder the server account cannot reach keeps its database under /var/lib, found again by its link', async () => {
    const dataDir = await freshFolder();
    await chmod(dirname(dataDir), 0o700);
    const first = await start(dataDir);
    cleanUps.push(() => rm(dirname(first.databaseFolder), { recursive: true, force: true }));
    cleanUps.push(first.stop);
    expect(first.databaseFolder).toMatch(/^\/var\/lib\/vigie\/[0-9a-f]{12}(-\d+)?\/postgres$/);
    expect((await stat(dirname(dataDir))).mode & 0o777).toBe(0o700);
    await ask(first.connectionString, 'create table kept (id int)');
    await first.stop();
    const second = await start(dataDir);
    expect(await ask(second.connectionString, `select to_regclass('kept')::text as found`)).toEqual([
      { found: 'kept' },
    ]);
  });

  test('a full disk is named, before the database is made and after', async ({ skip }) => {
    const dataDir = await freshFolder();
    await mountTmpfs(dirname(dataDir), '64m', skip);
    expect(await refusalOf(dataDir)).toMatchObject({ kind: 'disk-full' });

    const other = await freshFolder();
    await mountTmpfs(dirname(other), '160m', skip);
    const server = await start(other);
    await server.stop();
    await fillDisk(dirname(other));
    expect(await refusalOf(other)).toMatchObject({ kind: 'disk-full' });
  });
});

async function mountTmpfs(folder: string, size: string, skip: (note: string) => never): Promise<void> {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    skip('this system does not let us mount a small disk');
  }
  cleanUps.push(async () => execFileSync('umount', [folder]));
}

async function fillDisk(folder: string): Promise<void> {
  const filler = join(folder, 'filler');
  const chunk = Buffer.alloc(64 * 1024);
  await expect(
    (async () => {
      for (;;) await writeFile(filler, chunk, { flag: 'a' });
    })(),
  ).rejects.toThrow('ENOSPC');
}
