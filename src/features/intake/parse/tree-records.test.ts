import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { granted } from '#core/result.ts';
import { jsonFaultAt } from './json-fault-place.ts';
import { listSpans } from './json-spans.ts';
import { placeOfFault } from './place-of-fault.ts';
import { jsonRecords, xmlRecords } from './tree-records.ts';

const texts = (records: readonly { readonly bytes: Buffer }[]) => records.map(({ bytes }) => bytes.toString());

describe('the records of a JSON document', () => {
  test('are the list at a path, each with its own bytes as they stood', () => {
    const text = '{ "data": { "items": [ {"ref" : 1}, {"ref":"}]", "b":[1,[2]]} ], "n": 2 } }';
    const records = granted(jsonRecords(Buffer.from(text), 'data.items'));
    expect(texts(records)).toEqual(['{"ref" : 1}', '{"ref":"}]", "b":[1,[2]]}']);
    expect(records[1]?.fields).toEqual([
      { path: 'ref', at: [], value: '}]' },
      { path: 'b', at: [0], value: '1' },
      { path: 'b', at: [1, 0], value: '2' },
    ]);
  });

  test('one parted from its list is read alone; neither list nor object gives none', () => {
    expect(texts(granted(jsonRecords(Buffer.from('{"ref":1}'), 'data.items')))).toEqual(['{"ref":1}']);
    expect(jsonRecords(Buffer.from('"words"'), '')).toMatchObject({ ok: false, refusal: { kind: 'no-records' } });
    expect(jsonRecords(Buffer.from('{"data":{"items":5}}'), 'data.items')).toMatchObject({ ok: false });
  });

  test('have the spans that the parser has elements, for any document', () => {
    const document = fc.record({
      a: fc.record({ list: fc.array(fc.jsonValue({ maxDepth: 3 })), ',"]': fc.jsonValue() }),
    });
    fc.assert(
      fc.property(document, fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const spans = listSpans(text, 'a.list').map(([start, end]) => JSON.parse(text.slice(start, end)) as unknown);
        expect(spans).toEqual(JSON.parse(JSON.stringify(value.a.list)));
      }),
    );
  });

  test('are refused with the place, without a word of the text', () => {
    const refused = jsonRecords(Buffer.from('{\n  "name": "secret" oops\n}'), '');
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'not-json', line: 2 } });
    expect(JSON.stringify(refused)).not.toMatch(/secret|oops/);
  });
});

describe('the records of an XML document', () => {
  test('are the outermost elements of a name, each with its own bytes', () => {
    const text = '<all><r id="1"><a>x</a><a>y</a></r>\n<r id="2"><r>in</r></r></all>';
    const records = granted(xmlRecords(Buffer.from(text), 'r'));
    expect(texts(records)).toEqual(['<r id="1"><a>x</a><a>y</a></r>', '<r id="2"><r>in</r></r>']);
    expect(records[0]?.fields).toEqual([
      { path: '@id', at: [], value: '1' },
      { path: 'a', at: [0], value: 'x' },
      { path: 'a', at: [1], value: 'y' },
    ]);
    expect(texts(granted(xmlRecords(Buffer.from('<r id="1"/>'), 'r')))).toEqual(['<r id="1"/>']);
  });

  test('are refused under a document type, and told apart from none', () => {
    const hostile = '<!DOCTYPE a [<!ENTITY x "y">]><a><r>&x;</r></a>';
    expect(xmlRecords(Buffer.from(hostile), 'r')).toMatchObject({ ok: false, refusal: { kind: 'malformed' } });
    expect(xmlRecords(Buffer.from('<a/>'), 'r')).toMatchObject({ ok: false, refusal: { kind: 'no-records' } });
  });
});

describe('the place of a fault', () => {
  test('is found exactly where the engine finds one, for any text', () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    const spoiled = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '[', '0', '\\', ':'))
      .map(
        ([text, at, sign]) =>
          `${text.slice(0, at % (text.length + 1))}${sign}${text.slice((at % (text.length + 1)) + 1)}`,
      );
    fc.assert(
      fc.property(fc.oneof(json, spoiled), (text) => {
        expect(jsonFaultAt(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['<a>\n<b>\n</a>', { line: 3, column: null }],
    ['{\n"a": 1,,\n}', { line: 2, column: 8 }],
    ['{"a": 1}', null],
    ['ref,name\n1,x', null],
  ])('of %j is %j', (text, place) => {
    expect(placeOfFault(Buffer.from(text))).toEqual(place);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // JSON.parse has no other way to say it
  }
}
