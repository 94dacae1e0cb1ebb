import type { Queryable } from '#platform/postgres/transaction.ts';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import { inclusionRanges } from '#platform/tlog/merkle-tree.ts';
import { tlogProofText } from '#platform/tlog/tlog-proof.ts';
import { leafValue } from '../domain/canonical-entry.ts';
import { type CheckpointRow, newestCheckpoint, newestCosigned, selectCosignatures } from '../store/checkpoints.ts';
import { type StandingLeaf, selectLeavesOf } from '../store/leaves.ts';
import { rangeHashes } from './prove-ranges.ts';

/** The proof that one entry of the trail stands in the log. */
export interface EntryProof {
  readonly entryId: number;
  /** C2SP `.tlog-proof`, the entry itself in `extra`. */
  readonly text: string;
  /** Witnesses whose cosignature the proof carries. */
  readonly witnesses: readonly string[];
}

/**
 * Proves entries against the newest head that a witness has cosigned and that covers them, else against the newest head.
 * Entries no signed head covers yet are left out (`sequenceNow` first).
 */
export async function proveEntries(q: Queryable, entryIds: readonly number[]): Promise<readonly EntryProof[]> {
  const heads = [await newestCosigned(q), await newestCheckpoint(q)].filter((head) => head !== null);
  const cosignatures = await selectCosignatures(
    q,
    heads.map((head) => head.checkpointId),
  );
  const proofs: EntryProof[] = [];
  const leaves = await selectLeavesOf(q, entryIds);
  for (const head of heads) {
    const covered = leaves.filter(
      (leaf) => leaf.leafIndex < head.treeSize && !proofs.some((proof) => proof.entryId === leaf.entryId),
    );
    const lines = cosignatures.filter((one) => one.checkpointId === head.checkpointId && one.approved);
    const newestLines = [...new Map(lines.toReversed().map((one) => [one.witness, one])).values()];
    proofs.push(...(await proveUnder(q, head, covered, newestLines)));
  }
  return proofs.sort((a, b) => a.entryId - b.entryId);
}

async function proveUnder(
  q: Queryable,
  head: CheckpointRow,
  leaves: readonly StandingLeaf[],
  lines: readonly { readonly witness: string; readonly line: string }[],
): Promise<readonly EntryProof[]> {
  const ranges = leaves.map((leaf) => inclusionRanges(leaf.leafIndex, head.treeSize));
  const hashes = [...(await rangeHashes(q, ranges.flat()))];
  const checkpoint = head.note + lines.map((one) => one.line).join('');
  return leaves.map((leaf, place) => {
    if (leaf.leaf === null) throw new Error(`Entry ${leaf.entryId} is gone from the trail.`);
    const own = hashes.splice(0, ranges[place]?.length ?? 0);
    const extra = Buffer.from(canonicalJson(leafValue(leaf.leaf)));
    const text = tlogProofText({ index: leaf.leafIndex, hashes: own, checkpoint, extra });
    return { entryId: leaf.entryId, text, witnesses: lines.map((one) => one.witness) };
  });
}
