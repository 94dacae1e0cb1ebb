import type { Queryable } from '#platform/postgres/transaction.ts';
import { growTree } from '#platform/tlog/growing-tree.ts';
import { type NodeAt, nodesOfRange, rangeHash } from '#platform/tlog/merkle-tree.ts';
import { selectHashes } from '../store/leaves.ts';

// A tile holds 2^8 hashes (C2SP tlog-tiles); a node inside one is made from at most 128 of them.
const TILE_HEIGHT = 8;

/** Hashes of complete subtrees as stored, in the order asked; throws when the stored tree lacks one. */
export async function nodeHashes(q: Queryable, nodes: readonly NodeAt[]): Promise<readonly Buffer[]> {
  if (nodes.length === 0) return [];
  const rows = await selectHashes(q, nodes.map(rangeIn));
  const byNode = Map.groupBy(rows, (row) => row.place);
  return nodes.map((node, place) => {
    const hashes = (byNode.get(place) ?? []).map((row) => row.hash);
    if (hashes.length !== 2 ** (node.level % TILE_HEIGHT)) throw new Error('The stored tree has a hole.');
    const tree = growTree();
    for (const hash of hashes) tree.push(hash);
    return tree.root();
  });
}

/** Hashes of ranges of leaves, as proofs list them. */
export async function rangeHashes(
  q: Queryable,
  ranges: readonly (readonly [from: number, to: number])[],
): Promise<readonly Buffer[]> {
  const nodes = ranges.flatMap(([from, to]) => nodesOfRange(from, to));
  const hashes = await nodeHashes(q, nodes);
  const known = new Map(nodes.map((node, place) => [keyOf(node), hashes[place] as Buffer]));
  return ranges.map(([from, to]) => rangeHash(from, to, (node) => known.get(keyOf(node)) as Buffer));
}

function rangeIn({ level, index }: NodeAt): { readonly tier: number; readonly from: number; readonly to: number } {
  const tier = Math.floor(level / TILE_HEIGHT);
  const width = 2 ** (level % TILE_HEIGHT);
  return { tier, from: index * width, to: (index + 1) * width };
}

function keyOf(node: NodeAt): string {
  return `${node.level}/${node.index}`;
}
