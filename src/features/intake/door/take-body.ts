import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ok, type Result, refuse } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import { isDiskFull } from '#platform/blobs/blob-store.ts';

/** A whole body: a small one in memory, a larger one in a file. */
export interface TakenBody {
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  readonly held: { readonly bytes: Buffer } | { readonly path: string };
  /** Its beginning, at most about 1 MiB: what it is can be told from that. */
  readonly head: Buffer;
}

export type BodyRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'too-large'; readonly maxBytes: number };

const IN_MEMORY_BYTES = MIB;

/**
 * Takes a body exactly as it comes. Memory holds at most 1 MiB of it; the file at `path` is made only for more, is not yet flushed, and
 * is removed again when the body is refused or breaks off.
 */
export async function takeBody(
  body: Readable,
  path: string,
  maxBytes: number,
): Promise<Result<TakenBody, BodyRefusal>> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let sizeBytes = 0;
  let file: FileHandle | null = null;
  try {
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      sizeBytes += piece.length;
      if (sizeBytes > maxBytes) return await giveUp({ kind: 'too-large', maxBytes }, body, file, path);
      hash.update(piece);
      if (file === null) head.push(piece);
      if (file === null && sizeBytes <= IN_MEMORY_BYTES) continue;
      const isFirst = file === null;
      file ??= await open(path, 'wx', 0o600);
      await file.appendFile(isFirst ? Buffer.concat(head) : piece);
    }
  } catch (error) {
    const given = await giveUp({ kind: 'disk-full' }, body, file, path);
    if (isDiskFull(error)) return given;
    throw error;
  }
  await file?.close();
  if (sizeBytes === 0) return refuse({ kind: 'empty' });
  const bytes = Buffer.concat(head);
  return ok({ sizeBytes, sha256: hash.digest(), held: file === null ? { bytes } : { path }, head: bytes });
}

/** The rest of the body is read past, so that its sender hears the answer. */
async function giveUp(
  refusal: BodyRefusal,
  body: Readable,
  file: FileHandle | null,
  path: string,
): Promise<Result<never, BodyRefusal>> {
  body.resume();
  if (file !== null) {
    await file.close();
    await rm(path, { force: true });
  }
  return refuse(refusal);
}
