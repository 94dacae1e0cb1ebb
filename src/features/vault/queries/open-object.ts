import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ObjectId } from '#core/ids.ts';
import type { BlobStore, OpenBlob } from '#platform/blobs/blob-store.ts';
import { envelopeFault, HEADER_BYTES, openChunks, SEALED_CHUNK_BYTES } from '#platform/blobs/chunked-encryption.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { openObjectKeys } from '../keys/object-key.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { findSealed } from '../store/objects.ts';

/** Opens an object as a stream of authentic bytes, checked against its SHA-256 at the end. */
export async function openObject(
  blobs: BlobStore,
  keys: VaultKeys,
  q: Queryable,
  objectId: ObjectId,
): Promise<Readable> {
  const sealed = await findSealed(q, objectId);
  if (!sealed) throw objectFault('unknown', 'No such object in the vault.');
  const { sha256, wrappedKey, wrappedKek, rootKeyId } = sealed;
  if (sha256 === null) throw objectFault('expunged', 'This object was expunged.');
  if (wrappedKey === null || rootKeyId === null) throw objectFault('no-key', 'An object of the vault has no key left.');
  const blob = await blobs.open(sealed.storedAs);
  const openKey = async () => (await openObjectKeys(keys, [{ wrappedKey, wrappedKek, rootKeyId }]))[0] as Buffer;
  return Readable.from(plainBytes(blob, openKey, sha256, objectId), { objectMode: false });
}

function objectFault(code: 'unknown' | 'expunged' | 'no-key', words: string): Error {
  return Object.assign(new Error(words), { code });
}

async function* plainBytes(
  blob: OpenBlob,
  openKey: () => Promise<Buffer>,
  sha256: Buffer,
  objectId: ObjectId,
): AsyncGenerator<Buffer> {
  try {
    const chunks = openChunks(await openKey(), objectId, await readFully(blob, HEADER_BYTES));
    const digest = createHash('sha256');
    let isLast = false;
    for (let index = 0; !isLast; index++) {
      const chunk = await readFully(blob, SEALED_CHUNK_BYTES);
      // Only the last chunk is short; a file that ends on a full one was cut.
      isLast = chunk.length < SEALED_CHUNK_BYTES;
      const plain = chunks.open(index, chunk);
      digest.update(plain);
      if (plain.length > 0) yield plain;
    }
    if (!digest.digest().equals(sha256)) throw envelopeFault('altered');
  } finally {
    await blob.close();
  }
}

/** Reads this many bytes, or fewer at the end of the file. */
async function readFully(blob: OpenBlob, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await blob.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
