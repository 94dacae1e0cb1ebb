import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountFor, spawnAs } from '#platform/postgres/embedded/account.ts';
import { launchServer } from '#platform/postgres/embedded/launch-server.ts';
import { stopPostmaster } from '#platform/postgres/embedded/leftovers.ts';
import { DATABASE_OWNER, socketConnectionString } from '#platform/postgres/embedded/settings.ts';
import { TEST_SETTINGS } from './test-server.ts';

// Runs a command with DATABASE_URL naming a throw-away server of the system's own PostgreSQL:
// node test/support/external-postgres.ts <bin folder> <command> [argument …]. Ends with the command's exit code.

const [binFolder = '', command = '', ...args] = process.argv.slice(2);
const run = await mkdtemp(join(tmpdir(), 'vigie-external-'));
await chmod(run, 0o711);
const account = accountFor(run);
const owned = async (name: string) => {
  const folder = join(run, name);
  await mkdir(folder, { mode: 0o700 });
  if (account !== null) await chown(folder, account.uid, account.gid);
  return folder;
};
const databaseFolder = await owned('postgres');
const socketFolder = await owned('s');
try {
  process.exitCode = await runBeside();
} finally {
  await rm(run, { recursive: true, force: true });
}

async function runBeside(): Promise<number> {
  const initdb = [
    ...['-D', databaseFolder, '-U', DATABASE_OWNER, '--encoding=UTF8', '--locale=C.UTF-8'],
    ...['--auth=trust', '--no-sync'],
  ];
  const made = spawnSync(join(binFolder, 'initdb'), initdb, { ...spawnAs(account), encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb of ${binFolder} failed: ${made.stderr}`);
  const plan = { account, binFolder, databaseFolder, socketFolder, logFile: join(run, 'log'), settings: TEST_SETTINGS };
  const server = await launchServer({ ...plan, startTimeoutMs: 60_000 });
  if (!server.ok) throw new Error(JSON.stringify(server.refusal));
  try {
    const DATABASE_URL = socketConnectionString(socketFolder, 'postgres');
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, DATABASE_URL } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await stopPostmaster(server.value.pid);
  }
}
