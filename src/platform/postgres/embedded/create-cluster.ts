import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ok, type Result, refuse } from '#core/result.ts';
import { type ServerAccount, spawnAs } from './account.ts';
import { majorOf, type ServerPrograms } from './programs.ts';
import { type EmbeddedRefusal, refusalOfLog } from './refusals.ts';
import { DATABASE_OWNER } from './settings.ts';

// A new database takes 39 MB, its first log segments 32 MB more; below this initdb would only fail half way.
const LEAST_FREE_BYTES = 96 * 1024 ** 2;

/** Whether a folder holds a database of our version already: 'ours', 'none', or a refusal naming the other version. */
export async function findCluster(
  databaseFolder: string,
  programs: ServerPrograms,
): Promise<Result<'ours' | 'none', EmbeddedRefusal>> {
  const found = await readFile(join(databaseFolder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (found === null) return ok('none');
  const ours = majorOf(programs.version);
  if (found.trim() === ours) return ok('ours');
  return refuse({ kind: 'made-by-another-version', found: found.trim(), ours });
}

/** Makes a database folder: built beside its place and renamed when complete, so a kill half way leaves none. */
export async function createCluster(
  account: ServerAccount,
  databaseFolder: string,
  programs: ServerPrograms,
): Promise<Result<void, EmbeddedRefusal>> {
  const home = dirname(databaseFolder);
  await removePartials(databaseFolder);
  const { bavail, bsize } = await statfs(home);
  const freeBytes = bavail * bsize;
  if (freeBytes < LEAST_FREE_BYTES) return refuse({ kind: 'disk-full', folder: home, freeBytes });
  const partial = `${databaseFolder}.partial-${process.pid}`;
  await mkdir(partial);
  await chmod(partial, 0o700);
  if (account !== null) await chown(partial, account.uid, account.gid);
  const { status, output } = await runInitdb(account, partial, programs);
  if (status !== 0) {
    await rm(partial, { recursive: true, force: true });
    return refuse(refusalOfLog(output.trim().split('\n').slice(-12), home));
  }
  await rename(partial, databaseFolder);
  return ok(undefined);
}

async function removePartials(databaseFolder: string): Promise<void> {
  const home = dirname(databaseFolder);
  const left = (await readdir(home)).filter((name) => name.startsWith(`${basename(databaseFolder)}.partial-`));
  await Promise.all(left.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

function runInitdb(
  account: ServerAccount,
  folder: string,
  programs: ServerPrograms,
): Promise<{ status: number | null; output: string }> {
  const args = [
    ...['-D', folder, '-U', DATABASE_OWNER, '--auth-local=trust', '--auth-host=reject', '--data-checksums'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(join(programs.binFolder, 'initdb'), args, {
      ...spawnAs(account),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
