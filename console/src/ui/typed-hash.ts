/** Enough characters that nobody types the hash of another package by chance. */
const TYPED_MIN = 8;

/** Whether a person typed this bag hash: its first characters, at least eight, or all of it. */
export function isTypedHash(typed: string, bagHash: string): boolean {
  const given = typed.trim().toLowerCase();
  return given.length >= TYPED_MIN && bagHash.toLowerCase().startsWith(given);
}
