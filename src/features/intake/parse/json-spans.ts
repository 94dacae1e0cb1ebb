/** Where the elements of the list at a dotted path stand in a JSON text that is known to be valid; empty when there is no list there. */
export function listSpans(text: string, path: string): readonly (readonly [start: number, end: number])[] {
  let at = afterBlank(text, 0);
  for (const name of path === '' ? [] : path.split('.')) {
    const found = memberAt(text, at, name);
    if (found === null) return [];
    at = found;
  }
  if (text[at] !== '[') return [];
  const spans: (readonly [number, number])[] = [];
  for (at = afterBlank(text, at + 1); at < text.length && text[at] !== ']'; at = afterBlank(text, at)) {
    const end = endOfValue(text, at);
    spans.push([at, end]);
    at = afterBlank(text, end);
    if (text[at] === ',') at += 1;
  }
  return spans;
}

/** Where the value of a member begins, the last of that name as JSON.parse has it. */
function memberAt(text: string, object: number, name: string): number | null {
  if (text[object] !== '{') return null;
  let found: number | null = null;
  for (let at = afterBlank(text, object + 1); at < text.length && text[at] !== '}'; at = afterBlank(text, at)) {
    const keyEnd = endOfString(text, at);
    const key: unknown = JSON.parse(text.slice(at, keyEnd));
    const value = afterBlank(text, afterBlank(text, keyEnd) + 1);
    if (key === name) found = value;
    at = afterBlank(text, endOfValue(text, value));
    if (text[at] === ',') at += 1;
  }
  return found;
}

function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  return text[start] === '{' || text[start] === '[' ? endOfNested(text, start) : endOfWord(text, start);
}

function endOfNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** A number, true, false or null. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBlank(text[at]) && !',]}'.includes(text[at] ?? ',')) at += 1;
  return at;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function afterBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text[at])) at += 1;
  return at;
}

function isBlank(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\n' || sign === '\r' || sign === '\t' || sign === '\uFEFF';
}
