import type { BundleRules } from './bundle-rules.ts';

type Shingles = BundleRules['shingles'];

/**
 * What is left of a text when everything that may differ from one report to the next is taken out: accents, case, punctuation, every
 * word with a digit or a sign in it (accounts, addresses, times, numbers) and the reported values themselves.
 */
export function plainWords(text: string, reported: ReadonlySet<string>, limit: number): readonly string[] {
  const words: string[] = [];
  for (const [raw] of text.toLowerCase().matchAll(/[^\s,;!?()«»"“”[\]{}<>]+/gu)) {
    if (words.length >= limit) break;
    const word = raw.replace(/^[.:'’]+|[.:'’]+$/gu, '');
    if (word !== '') words.push(isPlain(word) && !reported.has(word) ? unaccented(word) : '#');
  }
  return words;
}

function isPlain(word: string): boolean {
  return /^[\p{L}\p{M}'’-]+$/u.test(word);
}

function unaccented(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

/**
 * The smallest hashes of the text's shingles: two texts that differ in a word or two share nearly all shingles, and so most often the
 * smallest ones. Where they do not, a report stands alone: that costs a look, never a child. Null for a text too short to compare.
 */
export function textPrint(words: readonly string[], rules: Shingles): string | null {
  if (words.filter((word) => word !== '#').length < rules.minimumWords) return null;
  const hashes = new Set<number>();
  for (let start = 0; start + rules.words <= words.length; start += 1)
    hashes.add(shortHash(words.slice(start, start + rules.words).join(' ')));
  return [...hashes]
    .sort((a, b) => a - b)
    .slice(0, rules.kept)
    .join(' ');
}

/** FNV-1a, 32 bits: it orders shingles and protects nothing. */
function shortHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
