import { describe, expect, test } from 'vitest';
import { readXml, type XmlElement } from './read-xml.ts';

const refusalOf = (text: string) => {
  const result = readXml(text);
  return result.ok ? null : result.refusal;
};
const treeOf = (text: string): XmlElement => {
  const result = readXml(text);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
};

describe('a tree', () => {
  test('keeps names, attributes, text and the order of children', () => {
    const root = treeOf('<?xml version="1.0"?>\n<r a="1">\n <b>x &amp; y</b><!-- no --><c><![CDATA[<z>]]></c>\n</r>');
    expect(root).toMatchObject({ name: 'r', attributes: { a: '1' }, text: '' });
    expect(root.children.map((child) => [child.name, child.text])).toEqual([
      ['b', 'x & y'],
      ['c', '<z>'],
    ]);
  });

  test('sets a prefix apart, bound or not', () => {
    expect(treeOf('<n:r><m:b/></n:r>').children[0]).toMatchObject({ name: 'b', prefix: 'm' });
  });
});

describe('a refusal', () => {
  test('names the first line that is not well formed', () => {
    expect(refusalOf('<r>\n<b></r>')).toMatchObject({ kind: 'malformed', line: 2 });
    for (const text of ['', 'words', '<r>', '<r/><r/>', '<r a=1/>', '<r>&nope;</r>', '<r>&#0;</r>']) {
      expect(refusalOf(text)?.kind).toBe('malformed');
    }
  });

  test('meets any DOCTYPE before an entity could be expanded', () => {
    const bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>';
    expect(refusalOf(bomb)?.kind).toBe('doctype');
    expect(refusalOf('<!DOCTYPE r SYSTEM "file:///etc/hostname"><r/>')?.kind).toBe('doctype');
  });

  test('meets nesting, attributes, elements and size over the limit', () => {
    expect(refusalOf('<a>'.repeat(65))?.kind).toBe('too-deep');
    expect(refusalOf(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).toBeNull();
    expect(refusalOf(`<a ${Array.from({ length: 65 }, (_, i) => `b${i}=""`).join(' ')}/>`)?.kind).toBe(
      'too-many-attributes',
    );
    expect(readXml('<a><b/><b/></a>', { maxElements: 2 })).toMatchObject({ refusal: { kind: 'too-many-elements' } });
    expect(readXml('<a>12345</a>', { maxCharacters: 8 })).toMatchObject({ refusal: { kind: 'too-large' } });
  });
});
