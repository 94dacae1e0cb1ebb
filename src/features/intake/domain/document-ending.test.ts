import { describe, expect, it } from 'vitest';
import { type DocumentHints, documentEnding } from './document-ending.ts';

const ending = (hints: Partial<DocumentHints>) =>
  documentEnding({ name: null, contentType: null, head: '', isWhole: true, ...hints });

describe('what a document is taken for', () => {
  it('is what its sender calls it, whatever type is stated', () => {
    expect(ending({ name: 'Reports 2025.NDJSON', contentType: 'application/json', head: '<a/>' })).toBe('.ndjson');
  });

  it('is what the type says where it has no name', () => {
    expect(ending({ contentType: 'text/csv; charset=utf-8', head: '{' })).toBe('.csv');
  });

  it('is what its beginning shows where neither helps', () => {
    expect(ending({ head: 'PK\u0003\u0004…', contentType: 'application/octet-stream' })).toBe('.zip');
    expect(ending({ head: '\uFEFF <report/>' })).toBe('.xml');
    expect(ending({ head: 'words' })).toBe('');
  });

  it('is one value a line only when the first line is a value of its own and more follows', () => {
    expect(ending({ head: '{"a":1}\n{"a":2}', contentType: 'application/json' })).toBe('.ndjson');
    expect(ending({ head: '{"a":1}\n' })).toBe('.json');
    expect(ending({ head: '{"a":1}\n', isWhole: false })).toBe('.ndjson');
    expect(ending({ head: '{\n"a":1}' })).toBe('.json');
  });
});
