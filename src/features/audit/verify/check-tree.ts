import type { Queryable } from '#platform/postgres/transaction.ts';
import { openCheckpoint } from '#platform/tlog/checkpoint.ts';
import { type GrowingTree, growTree } from '#platform/tlog/growing-tree.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { type CheckpointRow, newestCheckpoint, selectCheckpoints } from '../store/checkpoints.ts';
import { countTiles, type StandingLeaf, selectLeaves, selectTiles } from '../store/leaves.ts';
import { checkLeaf } from './check-lines.ts';
import { AFTER_ENTRIES, type PlacedFault } from './fault.ts';

export interface TreeCheck {
  readonly size: number;
  readonly root: Buffer;
  readonly faults: readonly PlacedFault[];
  /** Of every size asked for, the root the rows lead to. */
  readonly rootAt: ReadonlyMap<number, Buffer>;
}

// One page of leaves in memory, whatever the size of the log.
const PAGE = 4_096;

/** Derives the tree from the rows, leaf by leaf, and compares leaves, tiles and every signed head on the way. */
export async function checkTree(q: Queryable, keys: AuditKeys, wanted: readonly number[] = []): Promise<TreeCheck> {
  const walk = new TreeWalk(q, keys, wanted, (await newestCheckpoint(q))?.treeSize ?? 0);
  for (;;) {
    const page = await selectLeaves(q, walk.next, PAGE);
    if (page.length === 0) break;
    await walk.take(page);
  }
  await walk.end();
  return { size: walk.tree.size, root: walk.tree.root(), faults: walk.faults, rootAt: walk.rootAt };
}

/** The state of one walk over the leaves; lives only while `checkTree` runs. */
class TreeWalk {
  readonly tree: GrowingTree = growTree();
  readonly faults: PlacedFault[] = [];
  readonly rootAt = new Map<number, Buffer>();
  next = 0;
  /** Leaves that stand before a lower-numbered one, since the last head: innocent unless the head disagrees. */
  #descents: PlacedFault[] = [];
  #lastEntry = 0;
  #tiles = new Map<string, Buffer>();
  #tileCount = 0;
  #heads: CheckpointRow[] = [];
  #rootBroken = false;
  readonly #q: Queryable;
  readonly #keys: AuditKeys;
  readonly #wanted: ReadonlySet<number>;
  readonly #signedSize: number;

  constructor(q: Queryable, keys: AuditKeys, wanted: readonly number[], signedSize: number) {
    this.#q = q;
    this.#keys = keys;
    this.#wanted = new Set(wanted);
    this.#signedSize = signedSize;
    if (this.#wanted.has(0)) this.rootAt.set(0, this.tree.root());
  }

  async take(page: readonly StandingLeaf[]): Promise<void> {
    const past = (page.at(-1)?.leafIndex ?? 0) + 1;
    await this.#loadTiles(this.next, past);
    this.#heads.push(...(await this.#headsUpTo(past)));
    for (const leaf of page) {
      for (; this.next < leaf.leafIndex; this.next += 1) this.#missing();
      const checked = await checkLeaf(this.#q, this.#keys, leaf, this.#signedSize);
      this.faults.push(...checked.faults);
      this.#grow(leaf, checked.hash);
    }
  }

  async end(): Promise<void> {
    const heads = await selectCheckpoints(this.#q, this.tree.size, 1_000);
    for (const head of heads) this.#fault(`checkpoint ${head.treeSize}`, 'rolled-back', head.signedAt);
    if ((await countTiles(this.#q)) > this.#tileCount) this.#fault('audit_tile', 'inserted', null);
  }

  #missing(): void {
    this.faults.push({ place: this.#lastEntry, object: `audit_leaf ${this.next}`, kind: 'deleted', at: null });
    this.tree.push(Buffer.alloc(32));
    this.#rootBroken = true;
  }

  #grow(leaf: StandingLeaf, hash: Buffer): void {
    if (leaf.entryId < this.#lastEntry) {
      const { entryId: place, leafIndex, leaf: value } = leaf;
      this.#descents.push({ place, object: `audit_leaf ${leafIndex}`, kind: 'reordered', at: value?.at ?? null });
    }
    this.#lastEntry = leaf.entryId;
    this.next = leaf.leafIndex + 1;
    for (const node of this.tree.push(hash)) {
      if (node.level % 8 === 0) this.#compareTile(node.level / 8 - 1, node.index, node.hash);
    }
    const { size } = this.tree;
    if (this.#wanted.has(size)) this.rootAt.set(size, this.tree.root());
    if (this.#heads[0]?.treeSize === size) this.#compareHead(this.#heads.shift() as CheckpointRow);
  }

  #compareHead(row: CheckpointRow): void {
    const { treeSize, note, rootHash, signedAt } = row;
    const head = openCheckpoint(note, this.#keys.log);
    if (head?.size !== treeSize || !head.root.equals(rootHash)) {
      this.#fault(`checkpoint ${treeSize}`, 'altered', signedAt);
    } else if (!this.#rootBroken && !head.root.equals(this.tree.root())) {
      // One break spoils every later root: it is told once, after the leaves that may have caused it.
      this.#rootBroken = true;
      this.faults.push(...this.#descents);
      this.#fault(`checkpoint ${treeSize}`, 'root-differs', signedAt);
    }
    this.#descents = [];
  }

  #compareTile(level: number, index: number, hash: Buffer): void {
    this.#tileCount += 1;
    const stored = this.#tiles.get(`${level}/${index}`);
    this.#tiles.delete(`${level}/${index}`);
    if (stored?.equals(hash) || (stored && this.#rootBroken)) return;
    this.#fault(`audit_tile ${level}/${index}`, stored ? 'altered' : 'deleted', null);
  }

  #fault(object: string, kind: PlacedFault['kind'], at: string | null): void {
    this.faults.push({ place: AFTER_ENTRIES, object, kind, at });
  }

  async #loadTiles(from: number, past: number): Promise<void> {
    for (let level = 0; 256 ** (level + 1) <= past; level += 1) {
      const width = 256 ** (level + 1);
      const tiles = await selectTiles(this.#q, level, Math.floor(from / width), Math.floor(past / width));
      for (const tile of tiles) this.#tiles.set(`${level}/${tile.index}`, tile.root);
    }
  }

  async #headsUpTo(size: number): Promise<readonly CheckpointRow[]> {
    const known = Math.max(this.#heads.at(-1)?.treeSize ?? 0, this.next);
    const found: CheckpointRow[] = [];
    for (;;) {
      const page = await selectCheckpoints(this.#q, found.at(-1)?.treeSize ?? known, PAGE);
      found.push(...page.filter((head) => head.treeSize <= size));
      if (page.length < PAGE || (page.at(-1)?.treeSize ?? 0) > size) return found;
    }
  }
}
