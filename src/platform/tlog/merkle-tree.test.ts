import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growTree } from './growing-tree.ts';
import {
  consistencyRanges,
  EMPTY_ROOT,
  inclusionRanges,
  isConsistent,
  leafHash,
  type NodeAt,
  nodesOfRange,
  rangeHash,
  rootOfInclusion,
} from './merkle-tree.ts';

// The vectors of Certificate Transparency's reference code (RFC 6962; google/certificate-transparency, merkletree tests).
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = ENTRIES.map((entry) => leafHash(Buffer.from(entry, 'hex')));

/** The definition of RFC 9162, 2.1.1, word for word: the slow twin everything is compared with. */
function definition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(definition(leaves.slice(0, k)))
    .update(definition(leaves.slice(k)))
    .digest();
}

const manyLeaves = Array.from({ length: 200 }, (_, at) => leafHash(`entry ${at}`));
const nodeOf = (leaves: readonly Buffer[]) => (node: NodeAt) =>
  definition(leaves.slice(node.index * 2 ** node.level, (node.index + 1) * 2 ** node.level));
const hashesOf = (ranges: readonly (readonly [number, number])[], leaves: readonly Buffer[]) =>
  ranges.map(([from, to]) => rangeHash(from, to, nodeOf(leaves)));

describe('the Merkle tree', () => {
  test('has the published roots, grown leaf by leaf and built from ranges', () => {
    const tree = growTree();
    expect(tree.root()).toEqual(EMPTY_ROOT);
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (const [at, leaf] of LEAVES.entries()) {
      tree.push(leaf);
      expect(tree.root().toString('hex')).toBe(ROOTS[at]);
      expect(rangeHash(0, at + 1, nodeOf(LEAVES)).toString('hex')).toBe(ROOTS[at]);
    }
  });

  test('proves inclusion as published', () => {
    const proof = (index: number, size: number) =>
      hashesOf(inclusionRanges(index, size), LEAVES).map((hash) => hash.toString('hex'));
    expect(proof(0, 1)).toEqual([]);
    expect(proof(5, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(proof(2, 3)).toEqual(['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']);
  });

  test('proves consistency as published', () => {
    const proof = (old: number, size: number) =>
      hashesOf(consistencyRanges(old, size), LEAVES).map((hash) => hash.toString('hex'));
    expect(proof(1, 1)).toEqual([]);
    expect(proof(2, 5)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
    expect(proof(6, 8)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test('accepts every true proof of every size up to 66, and no other', () => {
    for (let size = 1; size <= 66; size += 1) {
      const root = definition(manyLeaves.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = hashesOf(inclusionRanges(index, size), manyLeaves);
        const leaf = manyLeaves[index] ?? EMPTY_ROOT;
        expect(rootOfInclusion(leaf, index, size, proof)).toEqual(root);
        expect(rootOfInclusion(leaf, (index + 1) % (size + 1), size, proof)?.equals(root) ?? false).toBe(false);
        expect(rootOfInclusion(leaf, index, size, [...proof, leaf])).toBeNull();
      }
      for (let old = 1; old <= size; old += 1) {
        const oldHead = { size: old, root: definition(manyLeaves.slice(0, old)) };
        const proof = hashesOf(consistencyRanges(old, size), manyLeaves);
        expect(isConsistent(oldHead, { size, root }, proof), `${old} → ${size}`).toBe(true);
        const forked = { size, root: leafHash(root) };
        expect(isConsistent(oldHead, forked, proof), `fork ${old} → ${size}`).toBe(false);
        expect(isConsistent({ ...oldHead, root: leafHash('x') }, { size, root }, proof)).toBe(false);
      }
    }
  });

  test('refuses a proof with any bit changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), (size, at, bit) => {
        const root = definition(manyLeaves.slice(0, size));
        const index = at % size;
        const proof = hashesOf(inclusionRanges(index, size), manyLeaves);
        const changed = proof[bit % proof.length] ?? EMPTY_ROOT;
        changed[bit % 32] = (changed[bit % 32] ?? 0) ^ (1 << (bit % 8));
        return !rootOfInclusion(manyLeaves[index] ?? EMPTY_ROOT, index, size, proof)?.equals(root);
      }),
      { seed: 9162, numRuns: 200 },
    );
  });

  test('goes on growing from stored subtrees, and says which ones a leaf completes', () => {
    for (const size of [0, 1, 2, 7, 8, 100]) {
      const tree = growTree(size, nodesOfRange(0, size).map(nodeOf(manyLeaves)));
      const completed = manyLeaves.slice(size).flatMap((leaf) => tree.push(leaf));
      expect(tree.root()).toEqual(definition(manyLeaves));
      for (const node of completed) expect(node.hash).toEqual(nodeOf(manyLeaves)(node));
    }
    expect(growTree(7, nodesOfRange(0, 7).map(nodeOf(manyLeaves))).push(LEAVES[0] as Buffer)).toHaveLength(3);
  });
});
