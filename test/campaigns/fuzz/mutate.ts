import type { Random } from '../../../src/entrypoints/demo/random.ts';

type Change = (bytes: Buffer, random: Random) => Buffer;

/** Bytes with a meaning to some reader on the way: line ends, percent signs, tags, quotes, zero, over-long UTF-8. */
const MEANINGFUL: readonly Buffer[] = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\0',
  '%',
  '%00',
  '%2f',
  '<',
  '>',
  '&',
  '&#x0;',
  ']]>',
  '"',
  "'",
  '{',
  '[',
  '}',
  ':',
  ';',
  '--',
  '=',
  ' ',
  '\t',
  '\u00e9',
  '\xff\xfe',
  '\xc0\xaf',
  '\xed\xa0\x80',
  'content-length: 5\r\n',
  'transfer-encoding: chunked\r\n',
  'host: other\r\n',
  '0\r\n\r\n',
  'ffffffffffffffff',
  '-1',
  'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n',
].map((text) => Buffer.from(text, 'latin1'));

const CHANGES: readonly Change[] = [
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    const at = random.below(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    return changed;
  },
  (bytes, random) => spliced(bytes, random, 0, Buffer.from([random.below(256)])),
  (bytes, random) => spliced(bytes, random, 1 + random.below(8), Buffer.alloc(0)),
  (bytes, random) => spliced(bytes, random, 0, random.pick(MEANINGFUL)),
  (bytes, random) => spliced(bytes, random, 1 + random.below(4), random.pick(MEANINGFUL)),
  (bytes, random) => {
    const from = random.below(bytes.length);
    const piece = bytes.subarray(from, from + 1 + random.below(40));
    return spliced(bytes, random, 0, piece);
  },
  (bytes, random) => bytes.subarray(0, 1 + random.below(bytes.length)),
  (bytes, random) =>
    spliced(bytes, random, 0, Buffer.alloc(1 + random.below(2_000), random.pick([0x20, 0x41, 0x00, 0xff]))),
];

/** One to four changes of bytes, anywhere in a request. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let round = 1 + random.below(4); round > 0 && changed.length > 0; round -= 1) {
    changed = random.pick(CHANGES)(changed, random);
  }
  return changed;
}

function spliced(bytes: Buffer, random: Random, removed: number, inserted: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
}
