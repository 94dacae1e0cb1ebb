import { type Clock, msBetween } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { announce } from '#platform/outbox/announce.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import { signCheckpoint } from '#platform/tlog/checkpoint.ts';
import { type GrowingTree, growTree } from '#platform/tlog/growing-tree.ts';
import { leafHash, nodesOfRange } from '#platform/tlog/merkle-tree.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { leafValue } from '../domain/canonical-entry.ts';
import { nodeHashes } from '../queries/prove-ranges.ts';
import {
  type CheckpointRow,
  insertCheckpoint,
  lockSequencer,
  newestCheckpoint,
  oldestRunning,
  tryLockSequencer,
} from '../store/checkpoints.ts';
import {
  hasNews,
  insertLeaves,
  insertTiles,
  selectPending,
  selectTreeSize,
  type Tile,
  type TrailLine,
} from '../store/leaves.ts';

export interface SequencerDeps {
  readonly clock: Clock;
  readonly audit: AuditKeys;
}

// At least 256 a second (security page, 3.3); more at once when a bulk import has left many behind.
const BATCH = 4_096;
// A head is signed at least this often while the tree grows.
const SIGN_EVERY_MS = MINUTE_MS;
// Numbers handed out just before a head may belong to a transaction it did not see yet; they are asked for once more.
const MARGIN = 1_000;

/** One round of the sequencer: entries that have no leaf get one, and a head is signed when the last is a minute old. Skips when another is at work. */
export async function sequenceEntries(tx: Tx, deps: SequencerDeps): Promise<void> {
  if (!(await tryLockSequencer(tx))) return;
  const newest = await newestCheckpoint(tx);
  // Committed by an earlier round, so it may be remembered outside the database.
  if (newest) await deps.audit.rememberHead(newest.note);
  const done = await integrate(tx, settledBefore(newest));
  const isDue = newest === null || msBetween(newest.signedAt, deps.clock.now()) >= SIGN_EVERY_MS;
  if (isDue && (await hasNews(tx, newest?.treeSize ?? 0))) await signHead(tx, deps, done);
}

/** Brings everything committed until now under a signed head; for whoever needs proofs at once. Answers the size of the tree. */
export async function sequenceNow(db: Db, deps: SequencerDeps): Promise<number> {
  // Within one call a full batch is followed by the numbers after it; late ones are found from the last head on.
  for (let above: number | null = null; ; ) {
    const done = await inTransaction(db, async (tx) => {
      await lockSequencer(tx);
      const newest = await newestCheckpoint(tx);
      const isFromTheHead = above === null;
      const done = await integrate(tx, above ?? settledBefore(newest));
      above = done.last;
      if (done.added === BATCH) return null;
      // Lines that came late below this batch are found from the last head on, so that head is not passed over.
      const settled = isFromTheHead ? done : { ...done, endedBelow: null };
      if (await hasNews(tx, newest?.treeSize ?? 0)) await signHead(tx, deps, settled);
      return done.tree.size;
    });
    if (done !== null) return done;
  }
}

/** Everything up to here has its leaf. */
function settledBefore(newest: CheckpointRow | null): number {
  return (newest?.integratedUpTo ?? 0) - MARGIN;
}

interface Integrated {
  readonly tree: GrowingTree;
  readonly added: number;
  /** Number of the last line that got a leaf. */
  readonly last: number;
  /** Transactions below it had ended when the lines were asked for; null when lines were left for the next round. */
  readonly endedBelow: string | null;
}

async function integrate(tx: Tx, above: number): Promise<Integrated> {
  const size = await selectTreeSize(tx);
  const tree = growTree(size, await nodeHashes(tx, nodesOfRange(0, size)));
  const endedBelow = await oldestRunning(tx);
  const pending = await selectPending(tx, above, BATCH);
  const tiles: Tile[] = [];
  const leaves = pending.map((line, place) => {
    const hash = hashOf(line);
    tiles.push(...tree.push(hash).flatMap(tileOf));
    return { index: size + place, entryId: line.entryId, hash };
  });
  if (leaves.length > 0) await insertLeaves(tx, leaves);
  if (tiles.length > 0) await insertTiles(tx, tiles);
  const isAll = leaves.length < BATCH;
  return { tree, added: leaves.length, last: leaves.at(-1)?.entryId ?? above, endedBelow: isAll ? endedBelow : null };
}

function hashOf({ leaf, entryId }: TrailLine): Buffer {
  if (leaf === null) throw new Error(`Entry ${entryId} vanished while it was read.`);
  return leafHash(canonicalJson(leafValue(leaf)));
}

/** Complete subtrees of 256, 65,536 … leaves are kept by their root. */
function tileOf(node: { readonly level: number; readonly index: number; readonly hash: Buffer }): readonly Tile[] {
  return node.level % 8 === 0 ? [{ level: node.level / 8 - 1, index: node.index, root: node.hash }] : [];
}

async function signHead(
  tx: Tx,
  { clock, audit }: SequencerDeps,
  { tree, endedBelow }: Pick<Integrated, 'tree' | 'endedBelow'>,
): Promise<void> {
  const head = { origin: audit.log.name, size: tree.size, root: tree.root() };
  const note = signCheckpoint(head, audit.log);
  const id = await insertCheckpoint(tx, { ...head, note, signedAt: clock.now() }, endedBelow);
  await announce(tx, { kind: 'audit.checkpoint-signed', subjects: [id] });
}
