import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A fresh secret of 256 bits, safe in a URL and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. A plain hash is enough for 256 random bits. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Compares two digests without telling by time where they differ. */
export function sameDigest(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

// Read over the telephone: no letter or digit that sounds or looks like another.
const SPOKEN = 'ACDEFHJKLMNPRTUVWXY3479';

/** A short reference a person can read out: `K7FM-3XTA`. It names a row and opens nothing. */
export function newReference(): string {
  const four = () => Array.from({ length: 4 }, () => SPOKEN[randomInt(SPOKEN.length)]).join('');
  return `${four()}-${four()}`;
}

/** SHA-256 of a text in hex: the hash that two persons look at. */
export function hexDigestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
