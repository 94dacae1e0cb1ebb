/** What makes a JSON text unfit before its meaning is looked at. */
export type JsonFault = 'too-deep' | 'too-many-keys' | 'duplicate-key' | 'forbidden-key';

export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxKeys: number;
}

/** No request of the console comes near either. */
const LIMITS: JsonLimits = { maxDepth: 32, maxKeys: 2_000 };

// A key like this reaches into what every object shares; no contract has one.
const FORBIDDEN = '__proto__';

/** Walks over a JSON text once, without building anything: nesting, number of keys, keys said twice. Whether it is JSON at all is the parser's question. */
export function faultOfJson(text: string, limits: JsonLimits = LIMITS): JsonFault | null {
  const open: (Set<string> | null)[] = [];
  let keys = 0;
  for (const sign of signsOf(text)) {
    if (sign === '}' || sign === ']') open.pop();
    else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null);
      if (open.length > limits.maxDepth) return 'too-deep';
    } else {
      const fault = faultOfKey(open.at(-1), sign);
      keys += 1;
      if (fault !== null || keys > limits.maxKeys) return fault ?? 'too-many-keys';
    }
  }
  return null;
}

/** The brackets and the keys (as written, in quotes) of a text, in order. By hand: a pattern would go back over unclosed strings. */
function* signsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if ('{}[]'.includes(character)) yield character;
    if (character !== '"') continue;
    const end = endOfString(text, at);
    if (isKey(text, end)) yield text.slice(at, end);
    at = end - 1;
  }
}

/** Where the string that begins at `start` ends, its closing quote included. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}

function faultOfKey(keys: Set<string> | null | undefined, quoted: string): JsonFault | null {
  const key = spelled(quoted);
  if (key === FORBIDDEN) return 'forbidden-key';
  if (!keys) return null;
  if (keys.has(key)) return 'duplicate-key';
  keys.add(key);
  return null;
}

/** A key may be written with escapes: `\u0061` is `a`. */
function spelled(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted; // no JSON string at all: the parser will say so
  }
}
