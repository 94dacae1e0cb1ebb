import type { Readable } from 'node:stream';
import { ok, type Result, refuse } from '#core/result.ts';

/** A body over the limit: its beginning, and how large it was in all. */
export interface BodyTooLarge {
  readonly head: Buffer;
  readonly sizeBytes: number;
}

/** Reads a whole body of at most `maxBytes`; a larger one is read to its end, so that the sender hears the answer, and only its beginning kept. */
export async function readBody(body: Readable, maxBytes: number): Promise<Result<Buffer, BodyTooLarge>> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    if (sizeBytes <= maxBytes) pieces.push(piece);
    sizeBytes += piece.length;
  }
  const bytes = Buffer.concat(pieces);
  return sizeBytes <= maxBytes ? ok(bytes) : refuse({ head: bytes.subarray(0, maxBytes), sizeBytes });
}
