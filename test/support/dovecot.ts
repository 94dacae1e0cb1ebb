import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** A real IMAP server of one account, on loopback, with a folder of its own. */
export interface Dovecot {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a message into the account's mailbox as a delivering server does. */
  deliver(message: string): Promise<void>;
  /** File names of what lies in the mailbox, or in a folder of it. */
  inbox(): Promise<readonly string[]>;
  filed(folder: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Starts dovecot in the foreground, under the user of this test. */
export async function startDovecot(): Promise<Dovecot> {
  const home = await mkdtemp(join(tmpdir(), 'vigie-dovecot-'));
  await chmod(home, 0o755);
  const [port, password] = [await freePort(), randomBytes(9).toString('hex')];
  const maildir = join(home, 'mail');
  await Promise.all(['new', 'cur', 'tmp'].map((part) => mkdir(join(maildir, part), { recursive: true })));
  const config = join(home, 'dovecot.conf');
  // As root its helpers need accounts of their own; the mail belongs to an ordinary one, which dovecot insists on.
  const me = userInfo();
  const owner = me.uid === 0 ? { uid: 65_534, gid: 65_534 } : { uid: me.uid, gid: me.gid };
  await writeFile(config, configOf(home, port, password, owner, me.uid === 0 ? null : me.username));
  const process = spawn('dovecot', ['-F', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  if (me.uid === 0) await giveTo(maildir, owner);
  await eventually(async () => {
    if (process.exitCode !== null) throw new Error(`dovecot ended: ${said}`);
    return (await listens(port)) || null;
  });
  let count = 0;
  return {
    ...{ port, user: 'desk', password },
    deliver: async (message) => {
      const name = `${Date.now()}.${count++}.test`;
      await writeFile(join(maildir, 'tmp', name), message, { mode: 0o666 });
      await giveTo(join(maildir, 'tmp', name), owner);
      await rename(join(maildir, 'tmp', name), join(maildir, 'new', name));
    },
    inbox: () => messagesIn(maildir),
    filed: (folder) => messagesIn(join(maildir, `.${folder}`)),
    stop: async () => {
      await end(process);
      await rm(home, { recursive: true, force: true });
    },
  };
}

function configOf(
  home: string,
  port: number,
  password: string,
  owner: { readonly uid: number; readonly gid: number },
  account: string | null,
): string {
  const asUser = account === null ? '' : `default_internal_user = ${account}\ndefault_login_user = ${account}\n`;
  return `${asUser}base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${home}/mail
first_valid_uid = ${owner.uid}
mail_uid = ${owner.uid}
mail_gid = ${owner.gid}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${home}
}
`;
}

async function giveTo(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): Promise<void> {
  const { chown, stat } = await import('node:fs/promises');
  await chown(path, uid, gid);
  if (!(await stat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(join(path, name), { uid, gid });
}

async function messagesIn(maildir: string): Promise<readonly string[]> {
  const lists = await Promise.all(['new', 'cur'].map((part) => readdir(join(maildir, part)).catch(() => [])));
  return lists.flat();
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGTERM');
  await ended;
}
