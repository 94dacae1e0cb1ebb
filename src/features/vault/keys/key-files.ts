import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrapKey, wrapKey } from '#platform/blobs/key-wrap.ts';
import type { RootKey } from './root-key.ts';

const CURRENT = 'vault-root.key';
const ANY = /^vault-root(-[0-9a-f]{16})?\.key$/;
const KEY_BYTES = 32;

/** All root keys that lie in the folder as files (0600), by their public name. */
export async function readKeyFiles(keysDir: string): Promise<ReadonlyMap<string, RootKey>> {
  const names = (await namesIn(keysDir)).filter((name) => ANY.test(name));
  const keys = await Promise.all(names.map((name) => readKey(join(keysDir, name))));
  return new Map(keys.filter((key) => key !== null).map((key) => [key.id, key]));
}

/** The root key of a start: `vault-root.key`; null when there is none. */
export function readCurrentKeyFile(keysDir: string): Promise<RootKey | null> {
  return readKey(join(keysDir, CURRENT));
}

/** Makes `vault-root.key` at the very first start: whole or not at all, one winner among processes. */
export async function createFirstKeyFile(keysDir: string): Promise<void> {
  await writeOnce(keysDir, CURRENT, randomBytes(KEY_BYTES));
}

/** Makes one more root key, in a file named after it. */
export async function createNextKeyFile(keysDir: string): Promise<RootKey> {
  const key = randomBytes(KEY_BYTES);
  await writeOnce(keysDir, `vault-root-${idOf(key)}.key`, key);
  return rootKeyFrom(key);
}

/** Puts the named key in the place of `vault-root.key`; the one that was there stays beside it. Safe to be cut and repeated. */
export async function settleKeyFile(keysDir: string, id: string): Promise<void> {
  const before = await readCurrentKeyFile(keysDir);
  if (before?.id === id) return;
  if (before) await linkUnlessThere(join(keysDir, CURRENT), join(keysDir, `vault-root-${before.id}.key`));
  await flushFolder(keysDir);
  await rename(join(keysDir, `vault-root-${id}.key`), join(keysDir, CURRENT));
  await flushFolder(keysDir);
}

/** Removes every file that holds the named key, overwritten first by what nobody can take for a key. */
export async function forgetKeyFile(keysDir: string, id: string): Promise<void> {
  for (const name of (await namesIn(keysDir)).filter((one) => ANY.test(one))) {
    const path = join(keysDir, name);
    if ((await readKey(path))?.id !== id) continue;
    {
      await using handle = await open(path, 'r+');
      await handle.write(Buffer.alloc(KEY_BYTES * 2 + 1, 'x'));
      await handle.sync();
    }
    await rm(path);
  }
  await flushFolder(keysDir);
}

function rootKeyFrom(key: Buffer): RootKey {
  return {
    id: idOf(key),
    kind: 'file',
    wrap: async (keys) => keys.map((one) => wrapKey(key, one)),
    unwrap: async (wrapped) => wrapped.map((one) => unwrapKey(key, one)),
  };
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('vigie vault root key id').update(key).digest('hex').slice(0, 16);
}

async function readKey(path: string): Promise<RootKey | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    // Forgotten, and cut before it was removed.
    if (/^x+$/.test(text)) return null;
    const key = Buffer.from(text, 'hex');
    if (key.length !== KEY_BYTES)
      throw Object.assign(new Error('The root key file is damaged.'), { code: 'root-key-damaged' });
    return rootKeyFrom(key);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function namesIn(keysDir: string): Promise<readonly string[]> {
  try {
    return await readdir(keysDir);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function writeOnce(keysDir: string, name: string, key: Buffer): Promise<void> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const draft = join(keysDir, `${name}.${randomBytes(8).toString('hex')}`);
  {
    await using handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(`${key.toString('hex')}\n`);
    await handle.sync();
  }
  try {
    // A link never replaces: of two processes that start at once, one key stays.
    await linkUnlessThere(draft, join(keysDir, name));
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(keysDir);
}

async function linkUnlessThere(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

async function flushFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
