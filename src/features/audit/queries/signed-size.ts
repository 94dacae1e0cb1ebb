import { createHash } from 'node:crypto';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { newestCheckpoint } from '../store/checkpoints.ts';

/** How far the signed log goes and what it hashes to: equal before and after a restore. */
export interface SignedSize {
  readonly treeSize: number;
  /** Lower-case hex. */
  readonly rootHash: string;
}

/** Size and root of the newest signed head; of the empty tree (RFC 9162, 2.1.1) before the first. */
export async function signedSize(q: Queryable): Promise<SignedSize> {
  const newest = await newestCheckpoint(q);
  if (newest === null) return { treeSize: 0, rootHash: createHash('sha256').digest('hex') };
  return { treeSize: newest.treeSize, rootHash: newest.rootHash.toString('hex') };
}
