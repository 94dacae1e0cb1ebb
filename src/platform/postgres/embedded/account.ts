import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The account PostgreSQL runs under; null = our own. */
export type ServerAccount = { readonly uid: number; readonly gid: number } | null;

// `nobody` on every Linux we know; PostgreSQL refuses to run as root.
const NOBODY = 65_534;

/**
 * Which account the server of a data folder runs under. As an ordinary user: ourselves. As root: whoever owns the
 * database's folder already (so a dedicated account is configured with one `chown`), else `nobody`.
 */
export function accountFor(databaseFolder: string): ServerAccount {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(databaseFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return { uid: NOBODY, gid: NOBODY };
}

/** Options of `spawn` that make a child run under an account, from a folder and with an environment that mean nothing. */
export function spawnAs(account: ServerAccount): { cwd: '/'; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return account === null ? { cwd: '/', env } : { cwd: '/', env, ...account };
}

/** Whether an account can go through a folder; asked of the system itself, so access lists and mounts count too. */
export function canEnter(account: ServerAccount, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', '[ -x "$1" ]', 'sh', folder], { ...spawnAs(account), stdio: 'ignore' }).status === 0
  );
}
