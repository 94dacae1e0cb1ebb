import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileStoreOptions, openFileStore } from '#platform/blobs/file-store.ts';
import { openVault } from './open-vault.ts';
import type { StoredBytes, Vault } from './types.ts';

/** A vault in a folder of its own (made when none is given). */
export async function aVault(dir?: string, options: Partial<FileStoreOptions> = {}): Promise<Vault> {
  const home = dir ?? (await mkdtemp(join(tmpdir(), 'vigie-vault-')));
  const blobs = await openFileStore({ dir: join(home, 'blobs'), ...options });
  return openVault({ blobs, keysDir: join(home, 'keys') });
}

/** Stores a text in the vault; throws when the vault refuses. */
export async function storeText(vault: Vault, text: string): Promise<StoredBytes> {
  const stored = await vault.storeStream(piecesOf(Buffer.from(text)), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused: ${stored.refusal.kind}`);
  return stored.value;
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
