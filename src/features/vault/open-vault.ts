import type { FileHandle } from 'node:fs/promises';
import { openFileStore } from '#platform/blobs/file-store.ts';
import { storeStream } from './commands/store-stream.ts';
import { sweepOrphans } from './commands/sweep-orphans.ts';
import { openObject } from './queries/open-object.ts';
import { verifyObject } from './queries/verify-object.ts';
import { openRootKey } from './root-key.ts';
import type { Vault } from './types.ts';

export interface VaultOptions {
  readonly blobsDir: string;
  /** Holds `vault-root.key`, made at the first start; never inside `blobsDir`, never in a backup of the database. */
  readonly keysDir: string;
  /** For tests of a failing disk. @default fsync, and the process ends when it fails */
  readonly sync?: (handle: FileHandle) => Promise<void>;
  readonly onBrokenDisk?: (error: unknown) => void;
}

/** Opens the vault on its two folders; throws `root-key-missing` or `root-key-damaged` rather than start over. */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { blobsDir, keysDir, ...disk } = options;
  const blobs = await openFileStore({ dir: blobsDir, ...disk });
  const hasObjects = async () => {
    for await (const _ of blobs.list()) return true;
    return false;
  };
  const root = await openRootKey(keysDir, hasObjects);
  return {
    storeStream: (source, { maxBytes }) => storeStream(blobs, root, source, maxBytes),
    discard: (stored) => blobs.remove(stored.storedAs),
    openObject: (q, objectId) => openObject(blobs, root, q, objectId),
    verifyObject: (q, objectId) => verifyObject(() => openObject(blobs, root, q, objectId), objectId),
    sweepOrphans: (q, deps) => sweepOrphans(blobs, q, deps),
  };
}
