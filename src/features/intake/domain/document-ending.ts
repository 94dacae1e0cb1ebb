/** What is known of a document before anybody reads it. */
export interface DocumentHints {
  readonly name: string | null;
  readonly contentType: string | null;
  /** Its first bytes as text. */
  readonly head: string;
  /** Whether `head` is all of it. */
  readonly isWhole: boolean;
}

const BY_TYPE: Readonly<Record<string, string>> = {
  'application/json': '.json',
  'application/x-ndjson': '.ndjson',
  'application/ndjson': '.ndjson',
  'application/jsonl': '.ndjson',
  'application/xml': '.xml',
  'text/xml': '.xml',
  'application/zip': '.zip',
  'application/x-zip-compressed': '.zip',
  'text/csv': '.csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'message/rfc822': '.eml',
};

/**
 * The ending by which the readers know a document, with its dot; empty when nothing tells. Its sender's name for it comes first, then
 * the type stated, then its beginning: one JSON value a line is told from one value over many lines.
 */
export function documentEnding({ name, contentType, head, isWhole }: DocumentHints): string {
  const named = /\.[a-z0-9]{1,8}$/i.exec(name ?? '')?.[0].toLowerCase();
  if (named !== undefined) return named;
  const stated = BY_TYPE[(contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''];
  if (stated !== undefined && stated !== '.json') return stated;
  const start = head.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('PK\u0003\u0004')) return '.zip';
  if (start.startsWith('<')) return '.xml';
  if (/^[[{]/.test(start)) return holdsLines(start, isWhole) ? '.ndjson' : '.json';
  return stated ?? '';
}

function holdsLines(start: string, isWhole: boolean): boolean {
  const end = start.search(/\r?\n/);
  if (end === -1 || !isJson(start.slice(0, end))) return false;
  return !isWhole || start.slice(end).trim() !== '';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
