/** A node of a JSON document of which nothing is certain: any member may be null, missing or of another type. */
export type JsonNode = unknown;

/** A member of an object; undefined when there is none. */
export function member(node: JsonNode, ...path: readonly string[]): JsonNode {
  let at: JsonNode = node;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/**
 * A text, or a number or boolean written as one; null for anything else and for blanks. What no database can keep as text (a NUL, half
 * a surrogate pair) is replaced by U+FFFD; the raw bytes keep it.
 */
export function textOf(node: JsonNode): string | null {
  if (typeof node === 'number' || typeof node === 'boolean') return String(node);
  if (typeof node !== 'string') return null;
  return node.trim() === '' ? null : node.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** A list; a single object counts as a list of one, anything else as empty. */
export function listOf(node: JsonNode): readonly JsonNode[] {
  if (Array.isArray(node)) return node.filter((item) => item !== null);
  return typeof node === 'object' && node !== null ? [node] : [];
}

/** True, false, or null where nothing was said; texts `true` and `false` are read too. */
export function flagOf(node: JsonNode): boolean | null {
  if (typeof node === 'boolean') return node;
  if (typeof node === 'string' && /^(true|false)$/i.test(node.trim())) return node.trim().toLowerCase() === 'true';
  return null;
}
