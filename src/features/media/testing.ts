import type { HashedFile } from './domain/digests-of-file.ts';

/** A small file of which nothing is known but its number. */
export function aHashedFile(fields: Partial<HashedFile> = {}): HashedFile {
  return { fileId: 1, sizeBytes: 10, md5: null, sha256: null, claimedHashes: [], ...fields };
}
