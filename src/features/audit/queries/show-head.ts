import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { consistencyRanges } from '#platform/tlog/merkle-tree.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { checkpointOfSize, newestCheckpoint, selectCosignatures } from '../store/checkpoints.ts';
import type { ShownHead } from '../witness/vouch.ts';
import { rangeHashes } from './prove-ranges.ts';
import { type WitnessState, witnessState } from './witness-state.ts';

/** The newest signed head with every cosignature it has, and who vouches for the log. */
export interface LogHead {
  readonly checkpoint: string;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly signedAt: Instant;
  readonly witness: WitnessState;
}

/** The newest head; null before the first is signed. */
export async function logHead(q: Queryable, now: Instant): Promise<LogHead | null> {
  const newest = await newestCheckpoint(q);
  if (newest === null) return null;
  const lines = (await selectCosignatures(q, [newest.checkpointId])).filter((one) => one.approved);
  return {
    checkpoint: newest.note + lines.map((one) => one.line).join(''),
    treeSize: newest.treeSize,
    rootHash: newest.rootHash.toString('hex'),
    signedAt: newest.signedAt,
    witness: await witnessState(q, now),
  };
}

/** That the log at `to` leaves continues the log at `from`, base64; null when `to` is no signed head of ours or `from` is beyond it. */
export async function consistencyProof(q: Queryable, from: number, to: number): Promise<readonly string[] | null> {
  if (from > to || (await checkpointOfSize(q, to)) === null) return null;
  return (await rangeHashes(q, consistencyRanges(from, to))).map((hash) => hash.toString('base64'));
}

/** The newest head as a witness is shown it, with the proof from the size it knows; null when there is none to show. */
export async function shownHead(q: Queryable, audit: AuditKeys, from: number): Promise<ShownHead | null> {
  const newest = await newestCheckpoint(q);
  const hashes = newest && (await consistencyProof(q, from, newest.treeSize));
  return newest && hashes ? { logKey: audit.logVerifier, checkpoint: newest.note, from, hashes } : null;
}
