import { createDecipheriv, createHash, createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ok, type Result, refuse } from '#core/result.ts';
import { CONTENT_END, envelopeTail, OAEP, TAIL_BYTES } from './enveloped-data.ts';

export type OpenRefusal =
  | { readonly kind: 'not-a-private-key' }
  /** Damaged on the way, cut short, or not an envelope of ours. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'not-for-this-key' };

/** Long names and a 16,384-bit key fit twice. */
const MAX_HEAD_BYTES = 16_384;

/**
 * Opens an envelope made by `cmsEnvelope`: checks every byte against its tail first, then gives the plaintext as a
 * stream. The plaintext is confidential but not yet proven: only the signature inside proves it.
 */
export async function cmsOpen(path: string, keyPem: string): Promise<Result<AsyncIterable<Buffer>, OpenRefusal>> {
  const key = readKey(keyPem);
  if (key === null) return refuse({ kind: 'not-a-private-key' });
  await using file = await open(path, 'r');
  const size = (await file.stat()).size;
  if (!(await tailFits(file, path, size))) return refuse({ kind: 'damaged' });
  const head = readHead(await readAt(file, 0, Math.min(MAX_HEAD_BYTES, size)));
  if (head === null) return refuse({ kind: 'damaged' });
  const contentKey = unwrap(key, head.wrappedKey);
  if (contentKey === null) return refuse({ kind: 'not-for-this-key' });
  return ok(plaintextOf(path, head, contentKey, size - TAIL_BYTES - CONTENT_END.length));
}

interface Head {
  readonly wrappedKey: Buffer;
  readonly iv: Buffer;
  /** Where the first piece of ciphertext begins. */
  readonly end: number;
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

async function tailFits(file: FileHandle, path: string, size: number): Promise<boolean> {
  if (size <= TAIL_BYTES) return false;
  const digest = createHash('sha256');
  for await (const bytes of createReadStream(path, { end: size - TAIL_BYTES - 1 })) digest.update(bytes);
  return envelopeTail(digest.digest()).equals(await readAt(file, size - TAIL_BYTES, TAIL_BYTES));
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await file.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) return bytes.subarray(0, read);
    read += bytesRead;
  }
  return bytes;
}

interface Tlv {
  readonly tag: number;
  readonly start: number;
  /** Equal to `start` where the length is indefinite. */
  readonly end: number;
}

/** Walks down the frame of `envelopeHead`; null for any other. */
function readHead(bytes: Buffer): Head | null {
  try {
    const contentInfo = tlvAt(bytes, 0);
    const content = tlvAt(bytes, tlvAt(bytes, contentInfo.start).end);
    const enveloped = tlvAt(bytes, content.start);
    const recipients = tlvAt(bytes, tlvAt(bytes, enveloped.start).end);
    const keyTransport = childrenOf(bytes, childrenOf(bytes, recipients)[0]);
    const encryptedContent = tlvAt(bytes, recipients.end);
    const cipher = tlvAt(bytes, tlvAt(bytes, encryptedContent.start).end);
    const [wrapped, iv] = [keyTransport[3], childrenOf(bytes, cipher)[1]];
    if (!wrapped || !iv || iv.end - iv.start !== 16) return null;
    const end = tlvAt(bytes, cipher.end).start;
    return { wrappedKey: bytes.subarray(wrapped.start, wrapped.end), iv: bytes.subarray(iv.start, iv.end), end };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function childrenOf(bytes: Buffer, parent: Tlv | undefined): readonly Tlv[] {
  const children: Tlv[] = [];
  for (let at = parent?.start ?? 0; parent && at < parent.end; ) {
    const child = tlvAt(bytes, at);
    children.push(child);
    at = child.end;
  }
  return children;
}

/** Throws a RangeError past the end of the bytes. */
function tlvAt(bytes: Buffer, at: number): Tlv {
  const { start, length } = lengthAt(bytes, at);
  if (start + length > bytes.length) throw new RangeError('Past the end.');
  return { tag: bytes.readUInt8(at), start, end: start + length };
}

/** Where the content of the value at `at` starts, and how long it is; 0 for an indefinite length. */
function lengthAt(bytes: Buffer, at: number): { start: number; length: number } {
  const first = bytes.readUInt8(at + 1);
  if (first < 0x80) return { start: at + 2, length: first };
  const lengthBytes = first & 0x7f;
  if (lengthBytes === 0) return { start: at + 2, length: 0 };
  return { start: at + 2 + lengthBytes, length: bytes.readUIntBE(at + 2, lengthBytes) };
}

function unwrap(key: KeyObject, wrapped: Buffer): Buffer | null {
  try {
    const contentKey = privateDecrypt({ key, ...OAEP }, wrapped);
    return contentKey.length === 32 ? contentKey : null;
  } catch {
    return null;
  }
}

async function* plaintextOf(path: string, head: Head, key: Buffer, end: number): AsyncGenerator<Buffer> {
  await using file = await open(path, 'r');
  const decipher = createDecipheriv('aes-256-cbc', key, head.iv);
  for (let at = head.end; at < end; ) {
    const { start, length } = lengthAt(await readAt(file, at, 6), 0);
    yield decipher.update(await readAt(file, at + start, length));
    at += start + length;
  }
  yield decipher.final();
}
