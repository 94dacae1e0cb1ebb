import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { hasSealedSecrets } from './store/settings.ts';

/** Seals what must be read back (code secrets, the identity service's secret) with a key that is not in the database. */
export interface Sealing {
  /** `context` says whose secret it is; it must be given again to open. */
  seal(text: string, context: string): Buffer;
  open(sealed: Buffer, context: string): string;
}

const FILE_NAME = 'access-sealing.key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads the sealing key of this data folder, or makes it at the first start; throws rather than make another while sealed secrets exist. */
export async function openSealing(keysDir: string, db: Queryable): Promise<Sealing> {
  const path = join(keysDir, FILE_NAME);
  const found = await readKey(path);
  if (found) return sealingWith(found);
  if (await hasSealedSecrets(db)) {
    throw Object.assign(
      new Error(`Sealed secrets exist but ${FILE_NAME} is missing; restore it from the key backup.`),
      {
        code: 'sealing-key-missing',
      },
    );
  }
  await createKey(keysDir, path);
  const created = await readKey(path);
  if (!created) throw new Error('The sealing key just written cannot be read.');
  return sealingWith(created);
}

/** AES-256-GCM, a fresh nonce each time: nonce, ciphertext, tag. */
export function sealingWith(key: Buffer): Sealing {
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, context) {
      const end = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context, 'utf8'))
        .setAuthTag(sealed.subarray(end));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]).toString('utf8');
    },
  };
}

async function readKey(path: string): Promise<Buffer | null> {
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
    if (key.length === KEY_BYTES) return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  throw Object.assign(new Error(`${FILE_NAME} is damaged.`), { code: 'sealing-key-damaged' });
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
