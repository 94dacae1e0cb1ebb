import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import { inclusionRanges } from '#platform/tlog/merkle-tree.ts';
import { tlogProofText } from '#platform/tlog/tlog-proof.ts';
import { leafValue } from '../domain/canonical-entry.ts';
import {
  type CheckpointRow,
  firstCheckpointAbove,
  newestCheckpoint,
  newestCosigned,
  selectCosignatures,
} from '../store/checkpoints.ts';
import { selectActsAbout } from '../store/entries.ts';
import { type StandingLeaf, selectLeavesOf } from '../store/leaves.ts';
import { selectWitnesses } from '../store/witnesses.ts';
import { rangeHashes } from './prove-ranges.ts';
import { type WitnessState, witnessState } from './witness-state.ts';

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
  const leaves = await selectLeavesOf(q, entryIds);
  return proveLeaves(q, leaves, [await newestCosigned(q), await newestCheckpoint(q)], null);
}

/** An act and the object it was about; which of several such acts counts. */
export interface WantedAct {
  readonly act: string;
  readonly objectKind: string;
  readonly objectIds: readonly number[];
  readonly which: 'first' | 'last';
}

/** What goes along with a document so that its acts can be checked far away. */
export interface ActProofs {
  /** Verifier key of the log. */
  readonly logKey: string;
  readonly witness: WitnessState;
  /** Verifier keys of the witnesses in force. */
  readonly witnessKeys: readonly string[];
  readonly proofs: readonly { readonly act: string; readonly objectId: number; readonly text: string }[];
}

/**
 * Proves acts as of an instant: the same acts and instant give the same proofs, whenever they are asked for again. Each stands under the
 * newest head cosigned by then, or under the first head that covers all of them. Acts nobody recorded are left out.
 */
export async function proveActs(
  q: Queryable,
  logKey: string,
  wanted: readonly WantedAct[],
  asOf: Instant,
): Promise<ActProofs> {
  const acts: { act: string; objectId: number; entryId: number }[] = [];
  for (const one of wanted) {
    const found = await selectActsAbout(q, one);
    acts.push(...found.map((row) => ({ act: one.act, objectId: row.objectId, entryId: row[one.which] })));
  }
  const leaves = await selectLeavesOf(q, [...new Set(acts.map((one) => one.entryId))]);
  const last = leaves.at(-1)?.leafIndex ?? 0;
  const proofs = await proveLeaves(
    q,
    leaves,
    [await newestCosigned(q, asOf), await firstCheckpointAbove(q, last)],
    asOf,
  );
  const texts = new Map(proofs.map((proof) => [proof.entryId, proof.text]));
  const inForce = (await selectWitnesses(q, asOf)).filter((one) => one.approvedAt !== null && one.revokedAt === null);
  return {
    logKey,
    witness: await witnessState(q, asOf, asOf),
    witnessKeys: inForce.map((one) => one.verifierKey),
    proofs: acts.flatMap(({ act, objectId, entryId }) => {
      const text = texts.get(entryId);
      return text === undefined ? [] : [{ act, objectId, text }];
    }),
  };
}

/** Each leaf under the first of the heads that covers it. */
async function proveLeaves(
  q: Queryable,
  leaves: readonly StandingLeaf[],
  given: readonly (CheckpointRow | null)[],
  asOf: Instant | null,
): Promise<readonly EntryProof[]> {
  const heads = given.filter((head) => head !== null);
  const ids = heads.map((head) => head.checkpointId);
  const cosignatures = (await selectCosignatures(q, ids, asOf)).filter((one) => one.approved);
  const proofs: EntryProof[] = [];
  for (const head of heads) {
    const covered = leaves.filter(
      (leaf) => leaf.leafIndex < head.treeSize && !proofs.some((proof) => proof.entryId === leaf.entryId),
    );
    const lines = cosignatures.filter((one) => one.checkpointId === head.checkpointId);
    // The newest word of each witness.
    const newest = [...new Map(lines.toReversed().map((one) => [one.witness, one])).values()];
    proofs.push(...(await proveUnder(q, head, covered, newest)));
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
