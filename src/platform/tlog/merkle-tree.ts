import { createHash } from 'node:crypto';

/** A complete subtree: the node `index` of `level`, which covers leaves `index · 2^level` up to the next one. */
export interface NodeAt {
  readonly level: number;
  readonly index: number;
}

/** Gives the hash of a complete subtree. */
export type NodeHash = (node: NodeAt) => Buffer;

// RFC 9162, 2.1.1: one byte tells leaves from nodes, so that neither can pass for the other.
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** Hash of one entry. */
export function leafHash(entry: Uint8Array | string): Buffer {
  return createHash('sha256').update(LEAF).update(entry).digest();
}

/** Hash over two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** Root of the tree without leaves: the hash of nothing. */
export const EMPTY_ROOT = createHash('sha256').digest();

/** The complete subtrees that together cover the leaves `from ≤ i < to`, left to right. */
export function nodesOfRange(from: number, to: number): readonly NodeAt[] {
  const nodes: NodeAt[] = [];
  for (let at = from; at < to; ) {
    let size = 1;
    let level = 0;
    while (at % (size * 2) === 0 && at + size * 2 <= to) {
      size *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / size });
    at += size;
  }
  return nodes;
}

/** The ranges whose hashes prove the entry at `index` in a tree of `size` leaves, from the leaf's sibling up (RFC 9162, 2.1.3.1). */
export function inclusionRanges(index: number, size: number): readonly (readonly [from: number, to: number])[] {
  const ranges: (readonly [number, number])[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that a tree of `size` leaves continues one of `old` (RFC 9162, 2.1.4.1); none when nothing is to prove. */
export function consistencyRanges(old: number, size: number): readonly (readonly [from: number, to: number])[] {
  if (old === 0 || old === size) return [];
  const ranges: (readonly [number, number])[] = [];
  let [from, to] = [0, size];
  while (old !== to) {
    const middle = from + splitOf(to - from);
    if (old <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  // The old tree itself is known to whoever asks; a subtree of it inside the new one is not.
  if (from !== 0) ranges.push([from, to]);
  return ranges.reverse();
}

/** Hash of a range of leaves as RFC 9162 builds it, from its complete subtrees. */
export function rangeHash(from: number, to: number, node: NodeHash): Buffer {
  const hashes = nodesOfRange(from, to).map(node);
  const last = hashes.pop();
  return last === undefined ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right), last);
}

/** Largest power of two below `count` (≥ 2). */
function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The root that an inclusion proof leads to; null when the proof cannot belong to this index and size (RFC 9162, 2.1.3.2). */
export function rootOfInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Buffer | null {
  if (index < 0 || index >= size) return null;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return null;
  return proof.reduce<Buffer>((root, sibling, place) => {
    const [from] = ranges[place] ?? [0];
    return from > index ? nodeHash(root, sibling) : nodeHash(sibling, root);
  }, Buffer.from(leaf));
}

/** Whether the tree with `root` continues the one with `oldRoot` (RFC 9162, 2.1.4.2). */
export function isConsistent(
  old: { readonly size: number; readonly root: Uint8Array },
  now: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (old.size > now.size) return false;
  if (old.size === now.size) return proof.length === 0 && Buffer.compare(old.root, now.root) === 0;
  if (old.size === 0) return proof.length === 0;
  const ranges = consistencyRanges(old.size, now.size);
  if (ranges.length !== proof.length) return false;
  const given = ranges.map(([from], place) => ({ from, hash: Buffer.from(proof[place] ?? []) }));
  const seed = isInside(ranges[0], old.size) ? given.shift() : { from: 0, hash: Buffer.from(old.root) };
  if (!seed) return false;
  let [oldRoot, root, start]: [Buffer, Buffer, number] = [seed.hash, seed.hash, seed.from];
  for (const { from, hash } of given) {
    if (from < start) {
      [oldRoot, root, start] = [nodeHash(hash, oldRoot), nodeHash(hash, root), from];
    } else root = nodeHash(root, hash);
  }
  return oldRoot.equals(old.root) && root.equals(now.root);
}

/** The proof begins with a subtree of the old tree, unless the old tree is itself one complete subtree. */
function isInside(first: readonly [from: number, to: number] | undefined, old: number): boolean {
  return first !== undefined && first[1] === old && first[0] !== 0;
}
