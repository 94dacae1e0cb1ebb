import type { ObjectId } from '#core/ids.ts';
import { type ObjectFault, openVault, storedObjects, type Vault, type Verification } from '#features/vault';
import { inParallel } from '#platform/backup/object-copies.ts';
import { type BlobLocation, openBlobStore } from '#platform/blobs/blob-location.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';

/** Whether restored evidence opens and is what was received. */
export interface EvidenceCheck {
  /** `locked`: the sealed objects are there, the keys that open them are not. */
  readonly state: 'opened' | 'locked' | 'damaged' | 'none';
  /** Objects read from end to end. */
  readonly checked: number;
  readonly faults: readonly { readonly objectId: string; readonly fault: ObjectFault }[];
}

interface Places {
  readonly blobs: BlobLocation;
  readonly keysDir: string;
}

/** Opens every object of these names against its seal and its SHA-256, with the keys that lie there; makes no key. */
export async function checkEvidence(q: Queryable, places: Places, names: ReadonlySet<string>): Promise<EvidenceCheck> {
  if (names.size === 0) return { state: 'none', checked: 0, faults: [] };
  const vault = await openLocked(places);
  if (vault === null) return { state: 'locked', checked: 0, faults: [] };
  const faults: { objectId: string; fault: ObjectFault }[] = [];
  let checked = 0;
  const objects = await namedObjects(q, names);
  await inParallel(objects, async (objectId) => {
    const verified = await verifiedOr(vault, q, objectId);
    checked += 1;
    if (!verified.ok) faults.push({ objectId, fault: verified.fault });
  });
  const state = faults.length === 0 ? 'opened' : 'damaged';
  // The keys of another instance open nothing at all.
  if (faults.length === checked && faults.every(({ fault }) => fault === 'wrong-key')) {
    return { state: 'locked', checked: 0, faults: [] };
  }
  return { state, checked, faults };
}

/** The root that wrapped this object's key is not the one that lies here: another house's. */
async function verifiedOr(vault: Vault, q: Queryable, objectId: ObjectId): Promise<Verification> {
  try {
    return await vault.verifyObject(q, objectId);
  } catch (error) {
    if (!isRootMissing(error)) throw error;
    return { objectId, ok: false, fault: 'wrong-key' };
  }
}

function isRootMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'root-key-missing';
}

/** Null where the root key is not there. With objects on disk the vault never makes a new one. */
async function openLocked(places: Places): Promise<Vault | null> {
  try {
    return await openVault({ blobs: await openBlobStore(places.blobs), keysDir: places.keysDir });
  } catch (error) {
    if (isRootMissing(error)) return null;
    throw error;
  }
}

async function namedObjects(q: Queryable, names: ReadonlySet<string>) {
  const found = [];
  for await (const { objectId, storedAs } of storedObjects(q)) if (names.has(storedAs)) found.push(objectId);
  return found;
}
