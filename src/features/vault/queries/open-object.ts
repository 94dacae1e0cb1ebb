import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ObjectId } from '#core/ids.ts';
import { envelopeFault, HEADER_BYTES, openChunks, SEALED_CHUNK_BYTES } from '#platform/blobs/chunked-encryption.ts';
import type { BlobStore } from '#platform/blobs/file-store.ts';
import { unwrapKey } from '#platform/blobs/key-wrap.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { RootKey } from '../root-key.ts';
import { findSealed, type SealedObject } from '../store.ts';

/** Opens an object as a stream of authentic bytes, checked against its SHA-256 at the end. */
export async function openObject(blobs: BlobStore, root: RootKey, q: Queryable, objectId: ObjectId): Promise<Readable> {
  const sealed = await findSealed(q, objectId);
  if (!sealed) throw Object.assign(new Error('No such object in the vault.'), { code: 'unknown' });
  const handle = await blobs.open(sealed.storedAs);
  return Readable.from(plainBytes(handle, root, sealed, objectId), { objectMode: false });
}

async function* plainBytes(
  handle: FileHandle,
  root: RootKey,
  sealed: SealedObject,
  objectId: ObjectId,
): AsyncGenerator<Buffer> {
  try {
    if (sealed.rootKeyId !== root.id) throw envelopeFault('wrong-key');
    const chunks = openChunks(unwrapKey(root.key, sealed.wrappedKey), objectId, await readFully(handle, HEADER_BYTES));
    const digest = createHash('sha256');
    let isLast = false;
    for (let index = 0; !isLast; index++) {
      const chunk = await readFully(handle, SEALED_CHUNK_BYTES);
      // Only the last chunk is short; a file that ends on a full one was cut.
      isLast = chunk.length < SEALED_CHUNK_BYTES;
      const plain = chunks.open(index, chunk);
      digest.update(plain);
      if (plain.length > 0) yield plain;
    }
    if (!digest.digest().equals(sealed.sha256)) throw envelopeFault('altered');
  } finally {
    await handle.close();
  }
}

/** Reads this many bytes, or fewer at the end of the file. */
async function readFully(handle: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
