import { describe, expect, it } from 'vitest';
import type { MappingContent } from '../../api/contract-intake.ts';
import { changed, newRule, recognising, rowsOf, valuesOf, valuesText, without, withRule } from './edit-content.ts';

const CONTENT: MappingContent = { kind: 'csv', record: '', delimiter: null, recognises: [], zone: 'none', rules: [] };
const samples = [
  {
    sampleId: 1,
    fileName: 'a.csv',
    standing: 'not-saved' as const,
    digest: '',
    fields: [
      { path: 'ref', examples: ['1'] },
      { path: 'when', examples: [] },
    ],
    fault: null,
    records: [],
  },
];

describe('the editor of a mapping', () => {
  it('has a line for every field, for every rule, and for constants', () => {
    const two = withRule(withRule(CONTENT, newRule('ref', 'externalId')), newRule('ref', 'narrative'));
    const all = withRule(withRule(two, newRule(null, 'platform')), newRule('gone', 'alarm'));
    expect(rowsOf(all, samples).map(({ field, rule }) => [field, rule])).toEqual([
      ['ref', 0],
      ['ref', 1],
      ['when', null],
      ['gone', 3],
      [null, 2],
    ]);
  });

  it('keeps the name of a line when its field gets a target: the focus stays there', () => {
    const [before] = rowsOf(CONTENT, samples);
    const [after] = rowsOf(withRule(CONTENT, newRule('ref', 'externalId')), samples);
    expect(after?.key).toBe(before?.key);
  });

  it('changes and takes out exactly one rule, and marks a field once', () => {
    const two = withRule(withRule(CONTENT, newRule('a', 'alarm')), newRule('b', 'platform'));
    expect(changed(two, 1, { split: ';' }).rules.map(({ split }) => split)).toEqual([null, ';']);
    expect(without(two, 0).rules.map(({ from }) => from)).toEqual(['b']);
    const marked = recognising(recognising(CONTENT, 'a', true), 'a', true);
    expect(marked.recognises).toEqual(['a']);
    expect(recognising(marked, 'a', false).recognises).toEqual([]);
  });

  it('reads a table of values as it is written', () => {
    const values = [
      { from: 'a=b', to: 'victim' },
      { from: 'none', to: '' },
    ];
    expect(valuesOf(`a=b = victim\n\n none \n`)).toEqual(values);
    expect(valuesOf(valuesText(values))).toEqual(values);
  });
});
