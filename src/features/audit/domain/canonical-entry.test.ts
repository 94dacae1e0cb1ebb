import { describe, expect, test } from 'vitest';
import { type ActLeaf, leafValue } from './canonical-entry.ts';

const LEAF: ActLeaf = {
  kind: 'act',
  entry: 7,
  at: '2026-11-26T12:00:00.000001Z',
  actor: 'staff:3',
  act: 'open-narrative',
  object: { kind: 'report', ids: [12] },
  outcome: 'done',
  commitments: { purpose: 'ab' },
  detail: {},
  writtenBy: { process: null, lane: 1, sequence: 4 },
};

describe('an entry as it enters the tree', () => {
  test('carries the number of its form and every column, words only as commitments', () => {
    expect(leafValue(LEAF)).toEqual({ vigie: 1, ...LEAF });
  });
});
