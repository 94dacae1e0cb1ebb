import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

// OWASP and the stack page: Argon2id, 19 MiB, two passes; 53 ms of one core.
const COST = { parallelism: 1, memory: 19_456, passes: 2, tagLength: 32 } as const;
const SALT_BYTES = 16;

export interface PassphraseHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Stands in for a person who has none: the same work, never a match. */
export const NO_PASSPHRASE: PassphraseHash = {
  salt: Buffer.alloc(SALT_BYTES, 1),
  hash: Buffer.alloc(COST.tagLength),
};

/** What is kept of a passphrase. */
export async function hashPassphrase(text: string): Promise<PassphraseHash> {
  const salt = randomBytes(SALT_BYTES);
  return { salt, hash: await hashWith(text, salt) };
}

/** Whether this is the passphrase; takes the same time whatever the answer. */
export async function isPassphrase(text: string, kept: PassphraseHash): Promise<boolean> {
  return timingSafeEqual(await hashWith(text, kept.salt), kept.hash);
}

function hashWith(text: string, nonce: Buffer): Promise<Buffer> {
  return derive('argon2id', { message: text.normalize('NFC'), nonce, ...COST });
}
