import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

// OWASP: N = 2^15, r = 8, p = 3 (32 MiB); about 0.2 s of one core.
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };
const HASH_BYTES = 32;

export interface PassphraseHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Stands in for a person who has none: the same work, never a match. */
export const NO_PASSPHRASE: PassphraseHash = { salt: Buffer.alloc(16, 1), hash: Buffer.alloc(HASH_BYTES) };

/** What is kept of a passphrase. */
export async function hashPassphrase(text: string): Promise<PassphraseHash> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(text.normalize('NFC'), salt, HASH_BYTES, COST) };
}

/** Whether this is the passphrase; takes the same time whatever the answer. */
export async function isPassphrase(text: string, kept: PassphraseHash): Promise<boolean> {
  return timingSafeEqual(await derive(text.normalize('NFC'), kept.salt, HASH_BYTES, COST), kept.hash);
}
