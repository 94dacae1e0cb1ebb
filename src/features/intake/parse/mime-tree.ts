/** One entity of a message: its header, its body as it lies there, and its parts where it has any. */
export interface MimeEntity {
  /** Header and body, not one byte of them changed: what a signature covers. */
  readonly bytes: Buffer;
  readonly body: Buffer;
  /** Values by lower-case name, unfolded, in their order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Lower-case, without parameters. */
  readonly type: string;
  readonly parts: readonly MimeEntity[];
  /** It has parts that were not looked for, because there are more or they lie deeper than any honest message. */
  readonly isCut: boolean;
}

/** Bounds of one message. */
export const MIME_LIMITS = { depth: 12, parts: 500, headerBytes: 262_144, headers: 1_000 } as const;

/** Splits a message into its parts by their boundaries. Never throws: what has no boundary, or none that can be found, has no parts. */
export function splitMime(bytes: Buffer): MimeEntity {
  return split(bytes, 0, { left: MIME_LIMITS.parts });
}

function split(bytes: Buffer, depth: number, room: { left: number }): MimeEntity {
  const bodyAt = endOfHeader(bytes);
  const headers = headersOf(bytes);
  const body = bytes.subarray(bodyAt);
  const stated = headers.get('content-type')?.[0] ?? '';
  const type = stated.split(';')[0]?.trim().toLowerCase() || 'text/plain';
  const entity = { bytes, body, headers, type, parts: [], isCut: false };
  const boundary = type.startsWith('multipart/') ? parameterOf(stated, 'boundary') : null;
  if (boundary === null || boundary === '') return entity;
  if (depth >= MIME_LIMITS.depth) return { ...entity, isCut: true };
  const parts: MimeEntity[] = [];
  for (const part of partsBetween(body, boundary)) {
    if (room.left <= 0) return { ...entity, parts, isCut: true };
    room.left -= 1;
    parts.push(split(part, depth + 1, room));
  }
  return { ...entity, parts };
}

/** Where the body begins: after the first empty line; a message without one is all header. */
function endOfHeader(bytes: Buffer): number {
  if (bytes[0] === 0x0a) return 1;
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return 2;
  const [lf, crlf] = [bytes.indexOf('\n\n'), bytes.indexOf('\n\r\n')];
  if (lf === -1 && crlf === -1) return bytes.length;
  return crlf !== -1 && (lf === -1 || crlf < lf) ? crlf + 3 : lf + 2;
}

/** The header of a message, without a look at its body. */
export function headersOf(bytes: Buffer): MimeEntity['headers'] {
  return readHeaders(bytes.subarray(0, Math.min(endOfHeader(bytes), MIME_LIMITS.headerBytes)));
}

function readHeaders(bytes: Buffer): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  const lines: string[] = [];
  for (const line of textOfHeader(bytes).split(/\r?\n/, MIME_LIMITS.headers * 4)) {
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop()} ${line.trim()}`);
    else lines.push(line);
  }
  for (const line of lines.slice(0, MIME_LIMITS.headers)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return headers;
}

/** UTF-8 where it is (RFC 6532), else one character a byte. */
function textOfHeader(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

/** A parameter of a header's value: `boundary="…"`; null where there is none. */
export function parameterOf(value: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(value);
  return found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2] ?? null;
}

/** What lies between the boundaries; a last part without an end goes to the end. The line end before a boundary is the boundary's. */
function* partsBetween(body: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`);
  let from = -1;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + 1)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const lineEnd = body.indexOf(0x0a, at);
    const after = body.subarray(at + mark.length, lineEnd === -1 ? body.length : lineEnd).toString('latin1');
    if (!/^(?:--)?[ \t\r]*$/.test(after)) continue;
    if (from !== -1) yield body.subarray(from, Math.max(from, beforeLineEnd(body, at)));
    if (after.startsWith('--') || lineEnd === -1) return;
    from = lineEnd + 1;
  }
  if (from !== -1 && from < body.length) yield body.subarray(from);
}

function beforeLineEnd(body: Buffer, at: number): number {
  if (body[at - 1] !== 0x0a) return at;
  return body[at - 2] === 0x0d ? at - 2 : at - 1;
}

/** Whether bytes begin as a message does: header lines, of which some are those of a mail. */
export function looksLikeMail(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 16_384).toString('latin1');
  return /^[A-Za-z][\w-]{0,76}:/.test(head) && /^(?:from|received|message-id|mime-version):/im.test(head);
}
