import { EMPTY_ROOT, type NodeAt, nodeHash } from './merkle-tree.ts';

/** A tree that only grows: it keeps one hash per complete subtree, whatever the number of leaves. */
export interface GrowingTree {
  readonly size: number;
  /** Adds a leaf; answers every complete subtree this leaf completes, smallest first (the leaf itself is left out). */
  push(leaf: Buffer): readonly (NodeAt & { readonly hash: Buffer })[];
  root(): Buffer;
}

/** Continues a tree of `size` leaves from the hashes of `nodesOfRange(0, size)`. */
export function growTree(size = 0, subtrees: readonly Buffer[] = []): GrowingTree {
  const stack = [...subtrees];
  let count = size;
  return {
    get size() {
      return count;
    },
    push(leaf) {
      const completed: (NodeAt & { readonly hash: Buffer })[] = [];
      let hash = leaf;
      let index = count;
      // Every trailing one-bit of the old size is a subtree of that height waiting for its right half.
      for (let level = 1; index % 2 === 1; level += 1) {
        hash = nodeHash(stack.pop() ?? EMPTY_ROOT, hash);
        index = (index - 1) / 2;
        completed.push({ level, index, hash });
      }
      stack.push(hash);
      count += 1;
      return completed;
    },
    root() {
      const last = stack.at(-1);
      return last === undefined
        ? EMPTY_ROOT
        : stack.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
    },
  };
}
