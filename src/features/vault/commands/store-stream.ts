import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ObjectId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type BlobDraft, type BlobStore, isDiskFull } from '#platform/blobs/blob-store.ts';
import { sealChunks } from '#platform/blobs/chunked-encryption.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { StoredBytes, StoreRefusal } from '../types.ts';

/** Source → limit → hashes → seal → draft → flush → link → flush folder, in one pass with one chunk in memory. */
export async function storeStream(
  blobs: BlobStore,
  keys: VaultKeys,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<StoredBytes, StoreRefusal>> {
  await keys.spare.stock();
  const objectId = randomUUID() as ObjectId;
  const storedAs = keys.staging.nameFor(objectId);
  let draft: BlobDraft | null = null;
  try {
    draft = await blobs.draft(storedAs);
    const outcome = await writeSealed(draft, { keys, objectId, storedAs }, source, maxBytes);
    if (!outcome.ok) await draft.abandon();
    return outcome;
  } catch (error) {
    await draft?.abandon();
    if (isDiskFull(error)) return refuse({ kind: 'disk-full' });
    throw error;
  }
}

async function writeSealed(
  draft: BlobDraft,
  object: { readonly keys: VaultKeys; readonly objectId: ObjectId; readonly storedAs: string },
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<StoredBytes, StoreRefusal>> {
  const { keys, objectId, storedAs } = object;
  const key = randomBytes(32);
  const sealer = sealChunks(key, objectId);
  const hashes = { sha256: createHash('sha256'), sha1: createHash('sha1'), md5: createHash('md5') };
  let sizeBytes = 0;
  await draft.append(sealer.header);
  for await (const plain of leftOpen(source)) {
    sizeBytes += plain.length;
    if (sizeBytes > maxBytes) return refuse({ kind: 'too-large', maxBytes });
    for (const hash of Object.values(hashes)) hash.update(plain);
    await draft.append(sealer.push(plain));
  }
  await draft.append(sealer.finish());
  await draft.keep();
  const [sha256, sha1, md5] = [hashes.sha256.digest(), hashes.sha1.digest(), hashes.md5.digest()];
  return ok({ objectId, sha256, sha1, md5, sizeBytes, stagedKey: keys.staging.stage(key), storedAs });
}

/** After a refusal the source is the caller's again: an upload has to be drained before it can be answered. */
function leftOpen(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return source instanceof Readable ? source.iterator({ destroyOnReturn: false }) : source;
}
