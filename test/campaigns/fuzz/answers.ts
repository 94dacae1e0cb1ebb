/** One answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface ReadAnswers {
  readonly answers: readonly WireAnswer[];
  /** Bytes that are no whole answer (yet). */
  readonly rest: Buffer;
}

/** Reads as many whole answers as the bytes hold; interim ones (1xx) are passed over. An own reader, so that the client library hides nothing. */
export function readAnswers(bytes: Buffer, isHead: boolean, ended: boolean): ReadAnswers {
  const answers: WireAnswer[] = [];
  let rest = bytes;
  for (;;) {
    const read = readOne(rest, isHead, ended);
    if (!read) return { answers, rest };
    if (read.answer.status >= 200) answers.push(read.answer);
    rest = rest.subarray(read.length);
  }
}

function readOne(bytes: Buffer, isHead: boolean, ended: boolean): { answer: WireAnswer; length: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  if (!status) throw new Error(`No answer of HTTP/1.1: ${JSON.stringify(first.slice(0, 80))}`);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const start = end + 4;
  const found = bodyAt(bytes, start, status, headers, isHead, ended);
  return found && { answer: { status, headers, body: found.body }, length: found.end };
}

function bodyAt(
  bytes: Buffer,
  start: number,
  status: number,
  headers: ReadonlyMap<string, string>,
  isHead: boolean,
  ended: boolean,
): { body: Buffer; end: number } | null {
  if (isHead || status < 200 || status === 204 || status === 304) return { body: Buffer.alloc(0), end: start };
  if (headers.get('transfer-encoding') === 'chunked') return chunksAt(bytes, start);
  const length = headers.get('content-length');
  if (length === undefined) return ended ? { body: bytes.subarray(start), end: bytes.length } : null;
  const end = start + Number(length);
  return bytes.length < end ? null : { body: bytes.subarray(start, end), end };
}

function chunksAt(bytes: Buffer, start: number): { body: Buffer; end: number } | null {
  const pieces: Buffer[] = [];
  let at = start;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    const next = line + 2 + size;
    if (!Number.isFinite(size) || bytes.length < next + 2) return null;
    if (size === 0) return { body: Buffer.concat(pieces), end: next + 2 };
    pieces.push(bytes.subarray(line + 2, next));
    at = next + 2;
  }
}
