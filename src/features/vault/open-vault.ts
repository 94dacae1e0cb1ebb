import type { ObjectId } from '#core/ids.ts';
import type { BlobStore } from '#platform/blobs/blob-store.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { scrubObjects } from './commands/scrub-objects.ts';
import { shredExpunged } from './commands/shred-expunged.ts';
import { storeStream } from './commands/store-stream.ts';
import { sweepOrphans } from './commands/sweep-orphans.ts';
import { openRootRing } from './keys/root-ring.ts';
import { openVaultKeys } from './keys/vault-keys.ts';
import { openObject } from './queries/open-object.ts';
import { verifyObject } from './queries/verify-object.ts';
import type { Vault } from './types.ts';

export interface VaultOptions {
  /** Where sealed bytes lie. */
  readonly blobs: BlobStore;
  /** Holds the root key or names the command that has it; never inside the store, never in a backup of the database. */
  readonly keysDir: string;
}

/** Opens the vault; throws `root-key-missing`, `root-key-damaged` or `root-command-damaged` rather than start over. */
export async function openVault({ blobs, keysDir }: VaultOptions): Promise<Vault> {
  const hasObjects = async () => {
    for await (const _ of blobs.list()) return true;
    return false;
  };
  const keys = openVaultKeys(await openRootRing(keysDir, hasObjects));
  const verify = (q: Queryable, objectId: ObjectId) =>
    verifyObject(() => openObject(blobs, keys, q, objectId), objectId);
  return {
    keys,
    storeStream: (source, { maxBytes }) => storeStream(blobs, keys, source, maxBytes),
    discard: (stored) => blobs.remove(stored.storedAs),
    openObject: (q, objectId) => openObject(blobs, keys, q, objectId),
    verifyObject: verify,
    sweepOrphans: (q, deps) => sweepOrphans(blobs, q, deps),
    shredExpunged: (tx, deps) => shredExpunged(blobs, tx, deps),
    scrub: (db, deps, pace) => scrubObjects(db, deps, (objectId) => verify(db, objectId), pace),
    trouble: () => blobs.trouble(),
  };
}
