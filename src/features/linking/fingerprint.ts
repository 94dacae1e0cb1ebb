import { hash } from 'node:crypto';

/** The first 64 bits of SHA-256 as signed decimal text: a JS number would lose the lower bits. */
export function fingerprintOf(text: string): string {
  return hash('sha256', text, 'buffer').readBigInt64BE(0).toString();
}
