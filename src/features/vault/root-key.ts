import { createHash, createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hkdfExpand } from '#platform/blobs/chunked-encryption.ts';

/** The key that wraps every object's key, with its public name and the key that names files. */
export interface RootKey {
  readonly id: string;
  readonly key: Buffer;
  readonly nameKey: Buffer;
}

const FILE_NAME = 'vault-root.key';
const KEY_BYTES = 32;

/**
 * Reads the root key, or makes it at the very first start (0600, whole or not at all, one winner among processes).
 * Throws when objects exist and the key is gone: a new key would hide the loss.
 */
export async function openRootKey(keysDir: string, hasObjects: () => Promise<boolean>): Promise<RootKey> {
  const path = join(keysDir, FILE_NAME);
  const found = await readKey(path);
  if (found) return rootKeyFrom(found);
  if (await hasObjects()) {
    throw Object.assign(
      new Error('The vault holds objects but its root key is missing; restore it from the key backup.'),
      {
        code: 'root-key-missing',
      },
    );
  }
  await createKey(keysDir, path);
  const created = await readKey(path);
  if (!created) throw new Error('The root key just written cannot be read.');
  return rootKeyFrom(created);
}

/** Name on disk: HMAC of the content's SHA-256 and the object's id, so that a listing cannot be compared with lists of known files. */
export function nameOnDisk(root: RootKey, sha256: Buffer, objectId: string): string {
  return createHmac('sha256', root.nameKey).update(sha256).update(objectId).digest('hex');
}

function rootKeyFrom(key: Buffer): RootKey {
  const id = createHash('sha256').update('vigie vault root key id').update(key).digest('hex').slice(0, 16);
  return { id, key, nameKey: hkdfExpand(key, Buffer.from('vigie vault name key'), KEY_BYTES) };
}

async function readKey(path: string): Promise<Buffer | null> {
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
    if (key.length !== KEY_BYTES)
      throw Object.assign(new Error('The root key file is damaged.'), { code: 'root-key-damaged' });
    return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function createKey(keysDir: string, path: string): Promise<void> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  {
    await using handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await handle.sync();
  }
  try {
    // A link never replaces: of two processes that start at once, one key stays.
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await using folder = await open(keysDir, 'r');
  await folder.sync();
}
