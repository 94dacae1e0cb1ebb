import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayLiteral } from './array-literal.ts';

/** The text of an array literal taken apart as PostgreSQL does: a backslash makes the next character itself. */
function taken(literal: string): (string | null)[] {
  const values: (string | null)[] = [];
  const element = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;
  for (const [, quoted, bare] of literal.slice(1, -1).matchAll(element))
    values.push(quoted === undefined ? (bare === 'null' ? null : (bare ?? '')) : quoted.replace(/\\(.)/gs, '$1'));
  return values;
}

describe('the literal of a list', () => {
  it('holds every text as it is, whatever is in it', () => {
    const text = fc.string({ unit: 'binary' });
    const awkward = fc.constantFrom(
      '',
      '"',
      '\\',
      '\\n',
      '\n',
      'a\tb',
      '\\u0041',
      '{}',
      ',',
      'null',
      '\u2028',
      '\ud800',
      '\u0007',
    );
    const list = fc.array(fc.oneof(text, awkward, fc.constant(null)));
    fc.assert(
      fc.property(list, (values) => {
        expect(taken(arrayLiteral(values) ?? '')).toEqual(values);
      }),
    );
  });

  it('writes numbers and truth values as they are', () => {
    expect(arrayLiteral([1, -2.5, null, true])).toBe('{1,-2.5,null,true}');
    expect(arrayLiteral([])).toBe('{}');
  });

  it('leaves to the driver what it does not know', () => {
    for (const odd of [Buffer.from('a'), new Date(0), undefined, Number.NaN, [1], { a: 1 }])
      expect(arrayLiteral([odd])).toBeNull();
  });
});
