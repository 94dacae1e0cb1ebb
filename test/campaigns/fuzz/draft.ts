/** Who sends a request: a role of the staff, a machine, or nobody. */
export type CallerName = string;

/** One request before it becomes bytes. Secrets stand as `{cookie}`, `{csrf}`, `{bearer}`, `{basic}`, `{host}` until they are sent. */
export interface Draft {
  readonly caller: CallerName;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | null;
  readonly framing: 'length' | 'chunked';
}

/** One request as bytes, with everything needed to send it once more. */
export interface RawRequest {
  readonly caller: CallerName;
  readonly bytes: Buffer;
  /** Well formed: it must be answered. What is not may also be met by a closed connection. */
  readonly whole: boolean;
  /** `half`: the sender stops in the middle and hangs up. */
  readonly pace: 'at-once' | 'pieces' | 'half';
  /** The pattern it was made from, for the figures. */
  readonly from: string;
}

/** Writes a draft as HTTP/1.1. */
export function render(draft: Draft): Buffer {
  const { method, target, body, framing } = draft;
  const lines = [`${method} ${target} HTTP/1.1`, ...draft.headers.map(([name, value]) => `${name}: ${value}`)];
  if (body && framing === 'length') lines.push(`content-length: ${body.length}`);
  if (body && framing === 'chunked') lines.push('transfer-encoding: chunked');
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (!body) return head;
  return Buffer.concat([head, framing === 'chunked' ? inChunks(body) : body]);
}

/** Three chunks of uneven size, so that the framing is really used. */
function inChunks(body: Buffer): Buffer {
  const cuts = [0, Math.floor(body.length / 7), Math.floor(body.length / 2), body.length];
  const pieces = cuts.slice(1).map((end, at) => body.subarray(cuts[at], end));
  const framed = pieces
    .filter((piece) => piece.length > 0)
    .flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
  return Buffer.concat([...framed, Buffer.from('0\r\n\r\n')]);
}
