import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { randomFrom } from './random.ts';

/** One file of the hostile corpus: generated patterns only, damaged by a seed. */
export interface HostileCase {
  readonly what: string;
  readonly bytes: Buffer;
}

const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;

/** A picture of noise or of stripes. */
export function aPicture(random: () => number, format: (typeof FORMATS)[number], side = 96): Promise<Buffer> {
  const noisy = random() < 0.5;
  const step = 1 + Math.floor(random() * 12);
  const pixels = Buffer.alloc(side * side * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = noisy ? random() * 256 : Math.floor(at / step) % 256;
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    [format]()
    .toBuffer();
}

/** A PNG that states this size and holds no more than a line of it. */
export function aPixelBomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return aPng([
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(width * 3 + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same cases for the same seed; `count` of them, every kind in turn. */
export async function* hostileCases(seed: number, count: number): AsyncGenerator<HostileCase> {
  const random = randomFrom(seed);
  const pictures = await Promise.all(FORMATS.map((format) => aPicture(random, format)));
  const kinds = [mutant, truncated, polyglot, spliced, bomb, garbage] as const;
  for (let n = 0; n < count; n++) {
    const kind = kinds[n % kinds.length] ?? mutant;
    const picture = pictures[Math.floor(random() * pictures.length)] ?? Buffer.alloc(0);
    const other = pictures[Math.floor(random() * pictures.length)] ?? Buffer.alloc(0);
    yield { what: `${kind.name} ${n} of seed ${seed}`, bytes: kind(random, picture, other) };
  }
}

function mutant(random: () => number, picture: Buffer): Buffer {
  const bytes = Buffer.from(picture);
  // Heads are where sizes and offsets stand: half of the changes go there.
  for (let changes = 1 + Math.floor(random() * 30); changes > 0; changes--) {
    const reach = random() < 0.5 ? Math.min(200, bytes.length) : bytes.length;
    const at = Math.floor(random() * reach);
    bytes[at] = random() < 0.3 ? 0xff : Math.floor(random() * 256);
  }
  return bytes;
}

function truncated(random: () => number, picture: Buffer): Buffer {
  return picture.subarray(0, Math.floor(random() * picture.length));
}

/** Two files in one: the head of one picture, a page and an archive behind it. */
function polyglot(random: () => number, picture: Buffer, other: Buffer): Buffer {
  const page = Buffer.from('<html><script src="http://127.0.0.1:9/"></script></html>');
  const archive = Buffer.from('504b0304140000000000', 'hex');
  return random() < 0.5 ? Buffer.concat([picture, page, archive, other]) : Buffer.concat([archive, picture, page]);
}

/** The middle of one picture put into another: lengths no longer fit. */
function spliced(random: () => number, picture: Buffer, other: Buffer): Buffer {
  const at = Math.floor(random() * picture.length);
  const from = Math.floor(random() * other.length);
  return Buffer.concat([picture.subarray(0, at), other.subarray(from, from + 500), picture.subarray(at)]);
}

function bomb(random: () => number): Buffer {
  const sides = [1, 1_000, 9_999, 50_000, 0x7fffffff];
  const side = () => sides[Math.floor(random() * sides.length)] ?? 1;
  const [width, height] = [side(), side()];
  return width > 100_000 ? aPng([chunk('IHDR', Buffer.alloc(13, 0x7f))]) : aPixelBomb(width, height);
}

/** Files of shut loaders, and no file at all. */
function garbage(random: () => number): Buffer {
  const heads = [
    'GIF89a',
    'II*\0',
    '\x08\xf2\xa6\xb6',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
    '%PDF-1.7',
    '',
  ];
  const head = Buffer.from(heads[Math.floor(random() * heads.length)] ?? '', 'latin1');
  return Buffer.concat([head, Buffer.from(Array.from({ length: 300 }, () => random() * 256))]);
}

function aPng(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

function chunk(name: string, bytes: Buffer): Buffer {
  const [head, tail] = [Buffer.alloc(8), Buffer.alloc(4)];
  head.writeUInt32BE(bytes.length, 0);
  head.write(name, 4, 'latin1');
  tail.writeUInt32BE(crc(Buffer.concat([head.subarray(4), bytes])));
  return Buffer.concat([head, bytes, tail]);
}

/** CRC-32 as PNG wants it. */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
