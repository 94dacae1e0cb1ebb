import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CHUNK_BYTES,
  HEADER_BYTES,
  hkdfExpand,
  openChunks,
  SEALED_CHUNK_BYTES,
  sealChunks,
  sealedLength,
} from './chunked-encryption.ts';

const KEY = Buffer.alloc(32, 7);

function seal(plain: Buffer, options: { key?: Buffer; context?: string; piece?: number } = {}): Buffer {
  const sealer = sealChunks(options.key ?? KEY, options.context ?? 'object-1');
  const parts = [sealer.header];
  const piece = options.piece ?? plain.length + 1;
  for (let at = 0; at < plain.length; at += piece) parts.push(sealer.push(plain.subarray(at, at + piece)));
  return Buffer.concat([...parts, sealer.finish()]);
}

function open(sealed: Buffer, options: { key?: Buffer; context?: string } = {}): Buffer {
  const chunks = openChunks(options.key ?? KEY, options.context ?? 'object-1', sealed.subarray(0, HEADER_BYTES));
  const plain: Buffer[] = [];
  for (let index = 0; ; index++) {
    const start = HEADER_BYTES + index * SEALED_CHUNK_BYTES;
    const chunk = sealed.subarray(start, start + SEALED_CHUNK_BYTES);
    plain.push(chunks.open(index, chunk));
    if (chunk.length < SEALED_CHUNK_BYTES) return Buffer.concat(plain);
  }
}

const fault = (code: string) => expect.objectContaining({ code });

describe('sealing a message in chunks', () => {
  test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES, 5 * CHUNK_BYTES + 99])(
    'a message of %i bytes comes back as it was, and its sealed length is foretold',
    (length) => {
      const plain = randomBytes(length);
      const sealed = seal(plain);
      expect(open(sealed).equals(plain)).toBe(true);
      expect(sealed.length).toBe(sealedLength(length));
    },
  );

  test('the pieces in which a message arrives do not matter', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), fc.integer({ min: 1, max: 40_000 }), (bytes, piece) => {
        expect(open(seal(Buffer.from(bytes), { piece })).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('any single flipped bit is refused', () => {
    const sealed = seal(randomBytes(2 * CHUNK_BYTES + 50));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length * 8 - 1 }), (bit) => {
        const altered = Buffer.from(sealed);
        const at = Math.floor(bit / 8);
        altered.writeUInt8(altered.readUInt8(at) ^ (1 << (bit % 8)), at);
        expect(() => open(altered)).toThrow(/wrong-key|altered/);
      }),
      { numRuns: 300 },
    );
  });

  test('a message cut at any byte is refused', () => {
    const sealed = seal(randomBytes(2 * CHUNK_BYTES + 50));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), (length) => {
        expect(() => open(sealed.subarray(0, length))).toThrow(/truncated|altered/);
      }),
      { numRuns: 200 },
    );
    expect(() => open(sealed.subarray(0, HEADER_BYTES + SEALED_CHUNK_BYTES))).toThrow(fault('truncated'));
  });

  test('two chunks in exchanged places are refused', () => {
    const sealed = seal(randomBytes(2 * CHUNK_BYTES + 50));
    const [header, first, second] = [0, 1, 2].map((n) =>
      n === 0
        ? sealed.subarray(0, HEADER_BYTES)
        : sealed.subarray(HEADER_BYTES + (n - 1) * SEALED_CHUNK_BYTES, HEADER_BYTES + n * SEALED_CHUNK_BYTES),
    ) as [Buffer, Buffer, Buffer];
    const rest = sealed.subarray(HEADER_BYTES + 2 * SEALED_CHUNK_BYTES);
    expect(() => open(Buffer.concat([header, second, first, rest]))).toThrow(fault('altered'));
  });

  test('a chunk of another message under the same key is refused', () => {
    const [one, other] = [seal(randomBytes(CHUNK_BYTES + 5)), seal(randomBytes(CHUNK_BYTES + 5))];
    const mixed = Buffer.concat([one.subarray(0, HEADER_BYTES), other.subarray(HEADER_BYTES)]);
    expect(() => open(mixed)).toThrow(fault('altered'));
  });

  test('another key, or the id of another object, is told apart from damage before any chunk is opened', () => {
    const sealed = seal(randomBytes(10));
    expect(() => open(sealed, { key: Buffer.alloc(32, 8) })).toThrow(fault('wrong-key'));
    expect(() => open(sealed, { context: 'object-2' })).toThrow(fault('wrong-key'));
  });

  test('the layout is that of the published format, recomputed by hand', () => {
    const plain = Buffer.from('neutral placeholder');
    const sealed = seal(plain);
    const info = Buffer.concat([
      Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0'),
      sealed.subarray(0, 24),
      Buffer.from('object-1'),
    ]);
    const first = createHmac('sha512', KEY)
      .update(info)
      .update(Buffer.from([1]))
      .digest();
    const second = createHmac('sha512', KEY)
      .update(first)
      .update(info)
      .update(Buffer.from([2]))
      .digest();
    const derived = Buffer.concat([first, second]);
    expect(sealed.subarray(24, 56).equals(derived.subarray(44, 76))).toBe(true);
    const cipher = createCipheriv('aes-256-gcm', derived.subarray(0, 32), derived.subarray(32, 44));
    const expected = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    expect(sealed.subarray(56).equals(expected)).toBe(true);
  });

  test('key derivation is prefix-stable over its block limit', () => {
    const long = hkdfExpand(KEY, Buffer.from('a'), 200);
    expect(long.length).toBe(200);
    expect(hkdfExpand(KEY, Buffer.from('a'), 76).equals(long.subarray(0, 76))).toBe(true);
  });
});
