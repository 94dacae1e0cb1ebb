import { describe, expect, test } from 'vitest';
import { cosignedAt, signCheckpoint } from '#platform/tlog/checkpoint.ts';
import { growTree } from '#platform/tlog/growing-tree.ts';
import { consistencyRanges, leafHash, type NodeAt, rangeHash } from '#platform/tlog/merkle-tree.ts';
import { newSignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';
import { type ShownHead, vouch, type WitnessMemory } from './vouch.ts';

const log = newSignerKey('vigie/log', 'note').key;
const key = newSignerKey('witness.example', 'cosignature').key;
const logKey = verifierKeyText(log);
const signing = { key, unixSeconds: 1_800_000_000 };

const leaf = (branch: string) => (at: number) => leafHash(`${branch} ${at}`);
function nodesOf(branch: string) {
  return ({ level, index }: NodeAt) => {
    const tree = growTree();
    for (let at = index * 2 ** level; at < (index + 1) * 2 ** level; at += 1) tree.push(leaf(branch)(at));
    return tree.root();
  };
}
function shown(from: number, size: number, branch = 'a'): ShownHead {
  const head = { origin: log.name, size, root: rangeHash(0, size, nodesOf(branch)) };
  const hashes = consistencyRanges(from, size).map(([start, end]) =>
    rangeHash(start, end, nodesOf(branch)).toString('base64'),
  );
  return { logKey, checkpoint: signCheckpoint(head, log), from, hashes };
}
const memoryOf = (head: ShownHead): WitnessMemory => ({ logKey, checkpoint: head.checkpoint });
const kindOf = (memory: WitnessMemory | null, head: ShownHead) => {
  const result = vouch(memory, head, signing);
  return result.ok ? 'vouched' : result.refusal.kind;
};

describe('a witness', () => {
  test('vouches for the first head it sees, and for one that continues it', () => {
    const first = vouch(null, shown(0, 5), signing);
    if (!first.ok) throw new Error(first.refusal.kind);
    const line = `${first.value.note.split('\n').at(-2)}\n`;
    expect(cosignedAt(first.value.memory.checkpoint, line, key)).toBe(1_800_000_000);
    expect(kindOf(first.value.memory, shown(5, 12))).toBe('vouched');
    expect(kindOf(first.value.memory, shown(5, 5))).toBe('vouched');
  });

  test('refuses a log put back in time, forked, or proved from elsewhere', () => {
    const memory = memoryOf(shown(0, 8));
    expect(kindOf(memory, shown(0, 7))).toBe('rolled-back');
    expect(kindOf(memory, shown(8, 8, 'b'))).toBe('forked');
    expect(kindOf(memory, shown(8, 12, 'b'))).toBe('forked');
    expect(kindOf(memory, { ...shown(8, 12), hashes: shown(8, 13).hashes })).toBe('forked');
    expect(kindOf(memory, shown(6, 12))).toBe('proof-from-elsewhere');
  });

  test('knows its log by its key, and believes nothing unsigned', () => {
    const other = newSignerKey('vigie/log', 'note').key;
    const memory = memoryOf(shown(0, 3));
    expect(kindOf(memory, { ...shown(3, 4), logKey: verifierKeyText(other) })).toBe('another-log');
    expect(
      kindOf(memory, {
        ...shown(3, 4),
        checkpoint: signCheckpoint({ origin: log.name, size: 4, root: leafHash('x') }, other),
      }),
    ).toBe('not-signed');
    expect(kindOf(null, { ...shown(0, 4), logKey: 'nonsense' })).toBe('not-signed');
  });
});
