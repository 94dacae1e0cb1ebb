/** The tag manifest whose SHA-256 (lower-case hex) is the bag hash: what is released, receipted and acknowledged. */
export const BAG_HASH_OF = 'tagmanifest-sha256.txt';

/** Whether a text has the form of a bag hash. */
export function isBagHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Eight characters for people to compare by eye; never for a machine. */
export function shortBagHash(bagHash: string): string {
  return `${bagHash.slice(0, 4)} ${bagHash.slice(4, 8)}`;
}
