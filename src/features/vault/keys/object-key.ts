import { envelopeFault } from '#platform/blobs/chunked-encryption.ts';
import { unwrapKey, wrapKey } from '#platform/blobs/key-wrap.ts';
import type { VaultKeys } from './vault-keys.ts';

/** An object's key as one case holds it; without a case key it is under the root itself. */
export interface KeyPath {
  readonly wrappedKey: Buffer;
  readonly wrappedKek: Buffer | null;
  readonly rootKeyId: string;
}

/** Opens object keys through the keys of their cases, a set at a time, in the order given. */
export async function openObjectKeys(keys: VaultKeys, paths: readonly KeyPath[]): Promise<Buffer[]> {
  const opened: Buffer[] = new Array(paths.length);
  const placed = paths.map((path, place) => ({ ...path, place }));
  const filed = placed.flatMap((path) => (path.wrappedKek ? [{ ...path, wrappedKek: path.wrappedKek }] : []));
  const keks = await keys.cache.open(filed);
  for (const [index, { place, wrappedKey }] of filed.entries())
    opened[place] = unwrapKey(keks[index] as Buffer, wrappedKey);
  const direct = placed.filter((path) => path.wrappedKek === null);
  for (const [rootKeyId, group] of Map.groupBy(direct, (path) => path.rootKeyId)) {
    const root = await keys.ring.get(rootKeyId);
    const unwrapped = await root.unwrap(group.map((path) => path.wrappedKey));
    for (const [index, { place }] of group.entries()) opened[place] = unwrapped[index] as Buffer;
  }
  return opened;
}

/** Wraps an object's key for a case; an impossible length is a defect, not evidence. */
export function wrapForCase(kek: Buffer, objectKey: Buffer): Buffer {
  if (objectKey.length !== 32) throw envelopeFault('wrong-key');
  return wrapKey(kek, objectKey);
}
