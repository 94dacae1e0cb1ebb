/**
 * A list as one array literal of PostgreSQL (`{"a","b",NULL}`), or null when it holds anything but texts, numbers, truth values and
 * null. Built by the engine's own JSON writer, whose quoting PostgreSQL reads the same but for its escapes of control characters:
 * a set of reports has 100,000 such values, and the driver's own writer takes them one by one.
 */
export function arrayLiteral(list: readonly unknown[]): string | null {
  if (!list.every(isPlain)) return null;
  const inside = JSON.stringify(list).slice(1, -1);
  return `{${ESCAPED.test(inside) ? inside.replace(ESCAPES, unescaped) : inside}}`;
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  return typeof value === 'number' && Number.isFinite(value);
}

// A quoted quote or backslash is read alike by both; anything else behind a backslash is JSON's alone.
const ESCAPED = /\\[^"\\]/;
const ESCAPES = /\\(?:(["\\])|([bfnrt])|u([0-9a-f]{4}))/g;
const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescaped(whole: string, quoted: string | undefined, control: string | undefined, code: string | undefined) {
  if (quoted !== undefined) return whole;
  if (control !== undefined) return CONTROL[control] ?? whole;
  return String.fromCharCode(Number.parseInt(code ?? '', 16));
}
