import { createCipheriv, createDecipheriv } from 'node:crypto';
import { envelopeFault } from './chunked-encryption.ts';

// RFC 5649: AES-256-KWP with its fixed alternative initial value.
const CIPHER = 'id-aes256-wrap-pad';
const INITIAL_VALUE = Buffer.from('a65959a6', 'hex');

/** Wraps an object's key with the root key; the result may stand in the database. */
export function wrapKey(rootKey: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, rootKey, INITIAL_VALUE);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

/** Unwraps an object's key; throws `wrong-key` when the root key is another or the wrap was altered. */
export function unwrapKey(rootKey: Buffer, wrapped: Buffer): Buffer {
  try {
    const decipher = createDecipheriv(CIPHER, rootKey, INITIAL_VALUE);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch {
    throw envelopeFault('wrong-key');
  }
}
