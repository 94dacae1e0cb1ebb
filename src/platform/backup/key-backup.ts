import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { type Instant, instantOf, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { ageRecipient } from '../crypto/age-encrypt.ts';
import { flushFolder, writeNewFile } from './durable-file.ts';
import { BackupRefused } from './refusals.ts';

/** Longer than this and destroying a key would not reach its backups (security page, 3.5). */
const LIVES_DAYS = 35;

/** Who can open a key backup: the holder of an age identity, or whoever knows a passphrase. */
export type KeyLock = { readonly recipient: string } | { readonly passphrase: string };
/** What opens one: the text of an age identity file, or the passphrase. */
export type KeyOpener = { readonly identity: string } | { readonly passphrase: string };

const keyFile = z.object({
  /** Below the folder of keys, and never above it: a name in a backup is not a place to write. */
  path: z.string().refine((path) => path.split(sep).every((part) => part !== '' && part !== '.' && part !== '..')),
  base64: z.base64(),
});
type KeyFile = z.infer<typeof keyFile>;

const instant = z.string().transform((text) => instantOf(new Date(text)));
const keyBackup = z.object({ createdAt: instant, destroyBy: instant, files: z.array(keyFile) });

/** What a key backup holds. */
export type KeyBackup = z.infer<typeof keyBackup>;

/** Writes all key files into one age file, apart from any backup of the data; `age -d` opens it too. Answers by when it has to be destroyed. */
export async function writeKeyBackup(path: string, keysDir: string, lock: KeyLock, now: Instant): Promise<Instant> {
  const encrypter = new Encrypter();
  if ('recipient' in lock) {
    const recipient = ageRecipient(lock.recipient);
    if (!recipient.ok) throw new BackupRefused({ kind: 'key-backup-recipient' });
    encrypter.addRecipient(recipient.value);
  } else encrypter.setPassphrase(lock.passphrase);
  const backup: KeyBackup = {
    createdAt: now,
    destroyBy: plusMs(now, LIVES_DAYS * DAY_MS),
    files: await readKeys(keysDir),
  };
  const sealed = await encrypter.encrypt(JSON.stringify(backup, null, 2));
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeNewFile(path, [sealed]);
  await flushFolder(dirname(path));
  return backup.destroyBy;
}

/** Opens a key backup; refuses `key-backup-cannot-be-opened`. */
export async function readKeyBackup(path: string, opener: KeyOpener): Promise<KeyBackup> {
  try {
    const decrypter = new Decrypter();
    if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase);
    else
      for (const identity of opener.identity.match(/AGE-SECRET-KEY-1[0-9A-Z]+/g) ?? []) decrypter.addIdentity(identity);
    return keyBackup.parse(JSON.parse(await decrypter.decrypt(await readFile(path), 'text')));
  } catch {
    throw new BackupRefused({ kind: 'key-backup-cannot-be-opened', path });
  }
}

/** Puts the keys back (0700 folder, 0600 files). A different key in the way is refused, the same one left alone. */
export async function putKeysBack(keysDir: string, backup: KeyBackup): Promise<void> {
  for (const { path, base64 } of backup.files) {
    const there = await readFile(join(keysDir, path), 'base64').catch(() => null);
    if (there !== null && there !== base64) {
      throw new BackupRefused({ kind: 'target-not-empty', what: 'keys', where: join(keysDir, path) });
    }
  }
  for (const { path, base64 } of backup.files) await putKey(join(keysDir, path), Buffer.from(base64, 'base64'));
}

async function putKey(target: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await chmod(dirname(target), 0o700);
  {
    await using handle = await open(`${target}.part`, 'w', 0o600);
    await handle.writeFile(bytes);
    await handle.sync();
  }
  await rename(`${target}.part`, target);
  await flushFolder(dirname(target));
}

async function readKeys(keysDir: string): Promise<KeyFile[]> {
  const entries = await readdir(keysDir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths
      .sort()
      .map(async (path) => ({ path: path.slice(keysDir.length + 1), base64: await readFile(path, 'base64') })),
  );
}
