import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfJson } from './check-json.ts';

describe('a JSON text before it is parsed', () => {
  test.each([
    ['{"a":1,"b":{"a":1}}', null],
    ['{"a":"\\"a\\":1","b":["a","a"]}', null],
    ['{"a":1,"a":2}', 'duplicate-key'],
    ['{"a":1, "\\u0061" :2}', 'duplicate-key'],
    ['[{"x":{"k":1,"k":1}}]', 'duplicate-key'],
    ['{"__proto__":{}}', 'forbidden-key'],
    ['{"\\u005f_proto__":{}}', 'forbidden-key'],
    ['{"a":"__proto__"}', null],
    [`${'['.repeat(32)}${']'.repeat(32)}`, null],
    [`${'['.repeat(33)}`, 'too-deep'],
    [`{${Array.from({ length: 2_001 }, (_none, at) => `"${at}":1`).join(',')}}`, 'too-many-keys'],
  ])('%.40s is judged %s', (text, fault) => {
    expect(faultOfJson(text)).toBe(fault);
  });

  test('whatever JSON.stringify writes within the limits is accepted, and any text at all is judged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const hasProto = JSON.stringify(value).includes('__proto__');
        expect(hasProto ? null : faultOfJson(JSON.stringify(value))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        faultOfJson(text);
      }),
    );
  });
});
