import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { MIB } from '#core/units.ts';
import type { Shape } from './drop-file.ts';

/** A document in memory, on the disk, or in an archive. */
export interface Legible {
  readonly shape: Exclude<Shape, 'archive'>;
  readonly bytes?: Buffer;
  /** Null: only `open` leads to it. */
  readonly diskPath?: string | null;
  open?(): Promise<AsyncIterable<Buffer>>;
}

/** A small file is read whole, faster than as a stream. */
export async function wholeOf(document: Legible): Promise<Buffer> {
  if (document.bytes) return document.bytes;
  return document.diskPath ? readFile(document.diskPath) : buffer(await streamOf(document));
}

/** What lies on the disk is read in large pieces. */
export async function streamOf({ bytes, diskPath, open }: Legible): Promise<AsyncIterable<Buffer>> {
  if (bytes) return Readable.from([bytes]);
  if (diskPath) return createReadStream(diskPath, { highWaterMark: MIB });
  if (!open) throw new Error('A document is neither in memory nor anywhere else.');
  return open();
}
