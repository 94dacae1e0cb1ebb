import { describe, expect, test } from 'vitest';
import { aMapping } from '../testing.ts';
import { chooseMapping, type LiveMapping, mappingsOf } from './choose-mapping.ts';

describe('which mapping reads a document', () => {
  const live = (mappingId: number, sender: string, recognises: readonly string[]): LiveMapping => ({
    mappingId,
    version: 1,
    source: 'provider',
    sender,
    mapping: aMapping({ recognises }),
  });
  const fields = ['ref', 'when'].map((path) => ({ path, at: [], value: '' }));

  test('that of its sender, whatever the case and blanks of the name, and of nobody else', () => {
    const all = [live(1, 'Example  Service', ['ref']), live(2, 'Other', ['ref'])];
    expect(mappingsOf(all, 'example service').map(({ mappingId }) => mappingId)).toEqual([1]);
    expect(mappingsOf(all, null)).toEqual([]);
  });

  test('the one that asks the most of it, and none that lacks a field', () => {
    const all = [live(1, 'A', ['ref']), live(2, 'A', ['ref', 'when']), live(3, 'A', ['ref', 'when', 'other'])];
    expect(chooseMapping(all, fields)?.mappingId).toBe(2);
    expect(chooseMapping([live(3, 'A', ['other'])], fields)).toBeNull();
  });
});
