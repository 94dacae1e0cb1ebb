/** What may come next in a JSON text. */
type Awaited = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const TOKEN =
  /("[^"\\\n\r]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\n\r]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|([{}[\],:])/y;

/** Where a text stops being JSON, counted from 0: the engine tells a place for some faults only. Null where it is JSON. */
export function jsonFaultAt(text: string): number | null {
  const open: string[] = [];
  let awaited: Awaited = 'value';
  let at = afterBlank(text, 0);
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) return at;
    const next = afterToken(awaited, match[1] === undefined ? (match[3] ?? 'word') : 'text', open);
    if (next === null) return at;
    awaited = next;
    at = afterBlank(text, TOKEN.lastIndex);
  }
  return awaited === 'nothing' ? null : text.length;
}

/** What follows a token; null where it may not stand there. */
function afterToken(awaited: Awaited, token: string, open: string[]): Awaited | null {
  switch (token) {
    case '}':
    case ']':
      return mayEnd(awaited, token, open) ? afterValue(open) : null;
    case ',':
      return awaited === 'comma-or-end' ? (open.at(-1) === '[' ? 'value' : 'key') : null;
    case ':':
      return awaited === 'colon' ? 'value' : null;
    case '{':
    case '[':
      return isValue(awaited) ? begin(token, open) : null;
    default:
      if (token === 'text' && (awaited === 'key' || awaited === 'key-or-end')) return 'colon';
      return isValue(awaited) ? afterScalar(open) : null;
  }
}

function isValue(awaited: Awaited): boolean {
  return awaited === 'value' || awaited === 'value-or-end';
}

function begin(token: '{' | '[', open: string[]): Awaited {
  open.push(token);
  return token === '{' ? 'key-or-end' : 'value-or-end';
}

function mayEnd(awaited: Awaited, token: string, open: string[]): boolean {
  const isRight = open.at(-1) === (token === '}' ? '{' : '[');
  const isTime = awaited === 'comma-or-end' || awaited === (token === '}' ? 'key-or-end' : 'value-or-end');
  return isRight && isTime;
}

function afterValue(open: string[]): Awaited {
  open.pop();
  return afterScalar(open);
}

function afterScalar(open: readonly string[]): Awaited {
  return open.length === 0 ? 'nothing' : 'comma-or-end';
}

function afterBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[ \t\r\n]/.test(text[at] ?? '')) at += 1;
  return at;
}
