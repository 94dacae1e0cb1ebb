import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXml } from './read-xml.ts';
import { writeXml, xmlNode } from './write-xml.ts';

test('writes the prolog, leaves absent children out and closes empty elements', () => {
  const node = xmlNode('reportResponse', [xmlNode('responseCode', '0'), null, xmlNode('files')]);
  expect(writeXml(node)).toBe(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><reportResponse><responseCode>0</responseCode><files/></reportResponse>',
  );
});

test('stays ASCII whatever it carries', () => {
  expect(writeXml(xmlNode('a', 'é 𝄞 <&>"\r\n', { b: null, c: 'ü' }))).toMatch(
    /<a c="&#252;">&#233; &#119070; &lt;&amp;&gt;&quot;&#13;&#10;<\/a>$/,
  );
});

test('any text XML can hold reads back as written, in elements and attributes', () => {
  const writable = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => !/(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/u.test(text));
  fc.assert(
    fc.property(writable, (text) => {
      const read = readXml(writeXml(xmlNode('a', text, { b: text })));
      expect(read).toMatchObject({ ok: true, value: { text, attributes: { b: text } } });
    }),
  );
});
