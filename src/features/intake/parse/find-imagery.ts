import type { Advice } from '../types.ts';
import type { JsonNode } from './json-node.ts';

/** What stands in rows where imagery stood in a document. */
export const WITHHELD = '[imagery, kept in the vault]';

/** How pictures and films begin, in base64: JPEG, PNG, GIF, RIFF (WebP, AVI), ISO media (MP4, HEIC, AVIF), Matroska, MPEG, TIFF. */
const BEGINNINGS =
  '(?:/9j/|iVBORw0KG|R0lGOD|UklGR|AAAA[A-Za-z0-9+/]{2}Z0eXB|GkXfo|AAABu|AAABs|SUkqA|TU0AK)[A-Za-z0-9+/\\s]{24,}';
const IN_BASE64 = new RegExp(`^\\s*${BEGINNINGS}`);
const DATA_URL = /data:(?:image|video)\//i;
const SOMEWHERE = new RegExp(`(?<![A-Za-z0-9+/])${BEGINNINGS}`);

/** Whether a text is a picture or a film in base64, or carries one as a data URL. How it begins decides: nothing is decoded. */
export function isImagery(text: string): boolean {
  return IN_BASE64.test(text) || DATA_URL.test(text);
}

/** Whether a picture or a film in base64 stands anywhere in a text. */
export function holdsImagery(text: string): boolean {
  return SOMEWHERE.test(text) || DATA_URL.test(text);
}

/** A document without the imagery that stands in it as text, wherever that is, and whether there was any. */
export function stripImagery(root: JsonNode): { readonly root: JsonNode; readonly advice: readonly Advice[] } {
  let found = false;
  const strip = (node: JsonNode): JsonNode => {
    if (typeof node === 'string') {
      if (!isImagery(node)) return node;
      found = true;
      return WITHHELD;
    }
    if (Array.isArray(node)) return node.map(strip);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, strip(value)]));
  };
  const stripped = strip(root);
  return { root: stripped, advice: found ? ['imagery-in-payload'] : [] };
}

/** What is to be said of bytes that no reader understood: a picture handed in as a report must not end in a row either. */
export function adviceOnUnread(bytes: Buffer): readonly Advice[] {
  const text = textOfBytes(bytes);
  if (text === null) return ['unopened-payload'];
  return holdsImagery(text) ? ['imagery-in-payload'] : [];
}

/** Bytes as a text; null where they are none: not UTF-8, or with characters no text has. */
export function textOfBytes(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
