import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { KIB } from '#core/units.ts';

/** Plaintext bytes in every chunk but the last, which is always shorter (possibly empty). */
export const CHUNK_BYTES = 16 * KIB;

const TAG_BYTES = 16;
const SALT_BYTES = 24;
const COMMITMENT_BYTES = 32;

/** Salt and key commitment, in front of the first chunk. */
export const HEADER_BYTES = SALT_BYTES + COMMITMENT_BYTES;
/** One full chunk as it lies on disk. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

// c2sp.org/chunked-encryption, with SHA-512 and AES-256-GCM: prefix, AEAD name, zero byte, salt, context.
const LABEL = Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0', 'ascii');

export interface ChunkSealer {
  /** Goes in front of everything else. */
  readonly header: Buffer;
  /** Takes plaintext of any length; gives back the sealed chunks that are complete by now. */
  push(plain: Uint8Array): Buffer;
  /** Seals the rest; the short last chunk is what marks the end. */
  finish(): Buffer;
}

export interface ChunkOpener {
  /** Opens chunk `index`; throws `altered` when it is not that chunk of that message. */
  open(index: number, sealed: Buffer): Buffer;
}

export type EnvelopeFault = 'wrong-key' | 'altered' | 'truncated';

/** An exception that says what is wrong with sealed bytes; `code` is an `EnvelopeFault`. */
export function envelopeFault(code: EnvelopeFault): Error {
  return Object.assign(new Error(`Sealed bytes: ${code}.`), { name: 'SealedBytesFault', code });
}

/** Seals one message under a key used for nothing else; `context` (the object's id) must be given again to open it. */
export function sealChunks(key: Buffer, context: string): ChunkSealer {
  const salt = randomBytes(SALT_BYTES);
  const derived = derive(key, salt, context);
  const rest = Buffer.alloc(CHUNK_BYTES);
  let held = 0;
  let index = 0;
  const seal = (plain: Uint8Array): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', derived.key, nonceOf(derived.baseNonce, index++));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  return {
    header: Buffer.concat([salt, derived.commitment]),
    push(plain) {
      const sealed: Buffer[] = [];
      let taken = 0;
      while (taken < plain.length) {
        const part = plain.subarray(taken, taken + CHUNK_BYTES - held);
        rest.set(part, held);
        held += part.length;
        taken += part.length;
        if (held === CHUNK_BYTES) {
          sealed.push(seal(rest));
          held = 0;
        }
      }
      return Buffer.concat(sealed);
    },
    finish: () => seal(rest.subarray(0, held)),
  };
}

/** Prepares opening: checks that the key and the context are those of this header, before any chunk is touched. */
export function openChunks(key: Buffer, context: string, header: Buffer): ChunkOpener {
  if (header.length < HEADER_BYTES) throw envelopeFault('truncated');
  const derived = derive(key, header.subarray(0, SALT_BYTES), context);
  if (!timingSafeEqual(header.subarray(SALT_BYTES, HEADER_BYTES), derived.commitment)) throw envelopeFault('wrong-key');
  return {
    open(index, sealed) {
      if (sealed.length < TAG_BYTES) throw envelopeFault('truncated');
      const decipher = createDecipheriv('aes-256-gcm', derived.key, nonceOf(derived.baseNonce, index));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
      try {
        decipher.final();
      } catch {
        throw envelopeFault('altered');
      }
      return plain;
    },
  };
}

/** Bytes on disk for a message of this many bytes. */
export function sealedLength(plainBytes: number): number {
  return HEADER_BYTES + plainBytes + (Math.floor(plainBytes / CHUNK_BYTES) + 1) * TAG_BYTES;
}

interface Derived {
  readonly key: Buffer;
  readonly baseNonce: Buffer;
  readonly commitment: Buffer;
}

function derive(inputKey: Buffer, salt: Buffer, context: string): Derived {
  const bytes = hkdfExpand(inputKey, Buffer.concat([LABEL, salt, Buffer.from(context, 'utf8')]), 32 + 12 + 32);
  return { key: bytes.subarray(0, 32), baseNonce: bytes.subarray(32, 44), commitment: bytes.subarray(44, 76) };
}

/** HKDF-Expand (RFC 5869, 2.3) with SHA-512; node:crypto only offers it together with Extract. */
export function hkdfExpand(pseudoRandomKey: Buffer, info: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 1; (counter - 1) * 64 < length; counter++) {
    const before = blocks.at(-1) ?? Buffer.alloc(0);
    blocks.push(
      createHmac('sha512', pseudoRandomKey)
        .update(before)
        .update(info)
        .update(Buffer.from([counter]))
        .digest(),
    );
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** The base nonce XOR the chunk number as a big-endian integer; 2^38 chunks is the limit of the format. */
function nonceOf(baseNonce: Buffer, index: number): Buffer {
  if (index >= 2 ** 38) throw new Error('A message may not exceed 2^38 chunks.');
  const nonce = Buffer.from(baseNonce);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ (index % 2 ** 32)) >>> 0, 8);
  nonce.writeUInt8(nonce.readUInt8(7) ^ Math.floor(index / 2 ** 32), 7);
  return nonce;
}
