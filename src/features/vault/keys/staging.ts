import { createHmac, randomBytes } from 'node:crypto';
import { unwrapKey, wrapKey } from '#platform/blobs/key-wrap.ts';

/**
 * Keeps the keys of bytes that belong to no case yet. Its own key lives in the memory of this process alone: an orphan that a
 * crash leaves on the disk can be opened by nobody.
 */
export interface Staging {
  stage(objectKey: Buffer): Buffer;
  unstage(staged: Buffer): Buffer;
  /** Name in the store: tells nothing about the content, not even to whoever holds every other key. */
  nameFor(objectId: string): string;
}

/** Opens the staging of one process. */
export function openStaging(): Staging {
  const [stagingKey, nameKey] = [randomBytes(32), randomBytes(32)];
  return {
    stage: (objectKey) => wrapKey(stagingKey, objectKey),
    unstage: (staged) => unwrapKey(stagingKey, staged),
    nameFor: (objectId) => createHmac('sha256', nameKey).update(objectId).digest('hex'),
  };
}
