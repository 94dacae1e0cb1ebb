import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readlink, realpath, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, type Result, refuse } from '#core/result.ts';
import { accountFor, canEnter, type ServerAccount } from './account.ts';
import { makeOwnFolder } from './own-folder.ts';
import type { EmbeddedRefusal } from './refusals.ts';

/** Where the files of one server stand, and the account that owns them. */
export interface ServerPlace {
  readonly account: ServerAccount;
  /** Parent of the database's folder; also holds a copy of the server's programs where that is needed. */
  readonly home: string;
  readonly databaseFolder: string;
  readonly logFile: string;
  /** True when root's data folder is out of the server account's reach, so that the database lives under /var/lib. */
  readonly movedOut: boolean;
}

const ELSEWHERE = '/var/lib/vigie';
// The limit of a Unix socket path is 107 bytes; PostgreSQL adds `/.s.PGSQL.5432`.
const LONGEST_SOCKET_FOLDER_BYTES = 85;

/** Decides where the database of a data folder lives. An earlier decision stands: it is the link `<dataDir>/postgres`. */
export async function chooseServerPlace(dataDir: string): Promise<Result<ServerPlace, EmbeddedRefusal>> {
  const inside = join(await realpath(dataDir), 'postgres');
  const movedTo = await readlink(inside).catch(() => null);
  const account = accountFor(movedTo ?? inside);
  if (movedTo !== null) {
    await makeOwnFolder(dirname(movedTo));
    return placed(account, movedTo, { movedOut: true });
  }
  if (canEnter(account, dirname(inside))) return placed(account, inside, { movedOut: false });
  const exists = (await stat(inside).catch(() => null)) !== null;
  if (exists && account !== null) return refuse({ kind: 'folder-not-reachable', folder: inside, uid: account.uid });
  const target = join(await makeHomeElsewhere(dirname(inside)), 'postgres');
  await symlink(target, inside);
  return placed(account, target, { movedOut: true });
}

function placed(
  account: ServerAccount,
  databaseFolder: string,
  { movedOut }: { movedOut: boolean },
): Result<ServerPlace, EmbeddedRefusal> {
  const home = dirname(databaseFolder);
  if (!canEnter(account, home) && account !== null) {
    return refuse({ kind: 'folder-not-reachable', folder: home, uid: account.uid });
  }
  return ok({ account, home, databaseFolder, movedOut, logFile: join(home, 'run', 'postgres.log') });
}

/** A folder left by an earlier clone at the same path belongs to other keys: it is never taken over. */
async function makeHomeElsewhere(dataDir: string): Promise<string> {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  for (let attempt = 1; ; attempt += 1) {
    const home = join(ELSEWHERE, attempt === 1 ? hash : `${hash}-${attempt}`);
    await makeOwnFolder(ELSEWHERE);
    if ((await mkdir(home, { recursive: true })) === undefined) continue;
    await chmod(home, 0o711);
    return home;
  }
}

/** A fresh 0700 folder for the socket, owned by the server's account, with a path short enough for the system. */
export async function makeSocketFolder(place: ServerPlace): Promise<string> {
  const near = join(place.home, 'run', 'socket');
  const short = Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER_BYTES;
  if (short) await rm(near, { recursive: true, force: true });
  const folder = short ? near : await mkdtemp('/tmp/vigie-');
  if (short) await mkdir(near);
  await chmod(folder, 0o700);
  if (place.account !== null) await chown(folder, place.account.uid, place.account.gid);
  return folder;
}
