const FIRST_LETTERS = 'ghijklmnopqrstuvwxyz';

/** A fileId from 16 random bytes. It begins with g–z: clients read answers by generic parsers that turn `1e5` or `0x12` into numbers. */
export function fileToken(random: Uint8Array): string {
  const first = FIRST_LETTERS[(random[0] ?? 0) % FIRST_LETTERS.length];
  const rest = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${first}${rest.slice(1)}`;
}

/** Whether a generic parser would take this text for a number (`123…`, `12e345`). */
export function looksNumeric(text: string): boolean {
  return /^\d+(?:e\d+)?$/i.test(text);
}
