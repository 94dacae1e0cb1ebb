import { expect, test } from 'vitest';
import { decodeXml } from './decode-xml.ts';

const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>';

test('reads UTF-8 with and without a byte order mark as the same characters', () => {
  const plain = Buffer.from(`${PROLOG}<a>Québec</a>`);
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]);
  expect(decodeXml(marked)).toEqual(decodeXml(plain));
  expect(decodeXml(plain)).toEqual({ text: `${PROLOG}<a>Québec</a>`, encoding: 'utf-8', mismatches: [] });
});

test('reads Windows bytes under a UTF-8 prolog and names the mismatch', () => {
  const decoded = decodeXml(Buffer.from(`${PROLOG}<a>Qu\xe9bec \x93x\x94</a>`, 'latin1'));
  expect(decoded.text).toContain('Québec “x”');
  expect(decoded.mismatches).toEqual(['invalid utf-8, read as windows-1252']);
});

test('follows the encoding a prolog declares', () => {
  const decoded = decodeXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1'));
  expect(decoded).toMatchObject({ encoding: 'windows-1252', mismatches: [] });
  expect(decoded.text).toContain('<a>é</a>');
});

test('reads UTF-16 by its mark or by its first bytes', () => {
  const bytes = Buffer.from('<a>é</a>', 'utf16le');
  expect(decodeXml(bytes).text).toBe('<a>é</a>');
  expect(decodeXml(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes])).text).toBe('<a>é</a>');
});

test('does not believe a UTF-16 prolog written in single bytes, nor an unknown name', () => {
  for (const name of ['UTF-16', 'x-nowhere']) {
    const decoded = decodeXml(Buffer.from(`<?xml version="1.0" encoding="${name}"?><a>é</a>`));
    expect(decoded.text).toContain('<a>é</a>');
    expect(decoded.mismatches).toHaveLength(1);
  }
});

test('replaces NUL and control characters and counts them', () => {
  const decoded = decodeXml(Buffer.from('<a>x\0y\x07z</a>'));
  expect(decoded.text).toBe('<a>x\ufffdy\ufffdz</a>');
  expect(decoded.mismatches).toEqual(['2 forbidden control characters replaced']);
});
