import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hkdfExpand } from '../blobs/chunked-encryption.ts';
import { BackupRefused } from './refusals.ts';

/** What seals and opens a backup. */
export interface BackupKey {
  /** Public name: tells which key a backup wants, and nothing of the key. */
  readonly id: string;
  /** A key for one part of one backup and for nothing else. */
  forPart(backupId: string, part: string): Buffer;
}

const KEY_BYTES = 32;

/** Reads a backup key; refuses `key-missing` and `key-damaged`. */
export async function readBackupKey(path: string): Promise<BackupKey> {
  try {
    return backupKeyOf(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new BackupRefused({ kind: 'key-missing', path });
    }
    throw error;
  }
}

/** Reads a backup key from the text of its file. */
export function backupKeyOf(text: string, path: string): BackupKey {
  const key = Buffer.from(/^[0-9a-fA-F]{64}$/.test(text.trim()) ? text.trim() : '', 'hex');
  if (key.length !== KEY_BYTES) throw new BackupRefused({ kind: 'key-damaged', path });
  return {
    id: createHash('sha256').update('vigie backup key id').update(key).digest('hex').slice(0, 16),
    forPart: (backupId, part) => hkdfExpand(key, Buffer.from(`vigie backup part\0${backupId}\0${part}`), KEY_BYTES),
  };
}

/** Makes a backup key if there is none (0600, whole or not at all, never over another); answers whether it did. */
export async function makeBackupKey(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  {
    await using handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await handle.sync();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
  return true;
}
