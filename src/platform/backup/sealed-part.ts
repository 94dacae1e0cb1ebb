import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Duplex, pipeline, Readable } from 'node:stream';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { HEADER_BYTES, openChunks, SEALED_CHUNK_BYTES, sealChunks } from '../blobs/chunked-encryption.ts';
import type { BackupKey } from './backup-key.ts';
import { openIfThere, type readPieces, type WrittenFile, writeNewFile } from './durable-file.ts';
import { BackupRefused, type FaultKind } from './refusals.ts';

/** One sealed file of a backup, as the manifest lists it. */
export interface PartRecord extends WrittenFile {
  /** Below the backup's folder; also what the part is sealed for, so that two parts cannot change places. */
  readonly path: string;
}

/** The backup a part belongs to. */
export interface PartPlace {
  readonly folder: string;
  readonly backupId: string;
  readonly key: BackupKey;
}

// Whole chunks of the seal, about a mebibyte.
const PIECE_BYTES = 64 * SEALED_CHUNK_BYTES;

/** Stream → compressed (zstd) → sealed → file, flushed; one chunk in memory. */
export async function writePart(
  place: PartPlace,
  path: string,
  source: AsyncIterable<Uint8Array>,
): Promise<PartRecord> {
  const sealer = sealChunks(place.key.forPart(place.backupId, path), contextOf(place, path));
  const written = await writeNewFile(join(place.folder, path), sealed(sealer, compressed(source)));
  return { path, ...written };
}

/** File → hashed → opened → decompressed. Throws `damaged`, naming the part, at the first byte that is not as it was. */
export async function* readPart(place: PartPlace, part: PartRecord): AsyncGenerator<Buffer> {
  const wrong = (kind: FaultKind) => new BackupRefused({ kind: 'damaged', faults: [{ path: part.path, kind }] });
  const handle = await openIfThere(join(place.folder, part.path));
  if (handle === null) throw wrong('missing');
  try {
    if ((await handle.stat()).size < part.bytes) throw wrong('truncated');
    yield* decompressed(opened(place, part, handle));
  } catch (error) {
    throw isDamage(error) ? wrong('altered') : error;
  } finally {
    await handle.close();
  }
}

async function* sealed(sealer: ReturnType<typeof sealChunks>, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield sealer.header;
  for await (const bytes of plain) {
    const chunks = sealer.push(bytes);
    if (chunks.length > 0) yield chunks;
  }
  yield sealer.finish();
}

async function* opened(
  place: PartPlace,
  part: PartRecord,
  file: Parameters<typeof readPieces>[0],
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0, HEADER_BYTES);
  hash.update(header);
  const chunks = openChunks(place.key.forPart(place.backupId, part.path), contextOf(place, part.path), header);
  let index = 0;
  let isLast = false;
  for await (const piece of wholePieces(file)) {
    hash.update(piece);
    for (let at = 0; at < piece.length; at += SEALED_CHUNK_BYTES) {
      const chunk = piece.subarray(at, at + SEALED_CHUNK_BYTES);
      isLast = chunk.length < SEALED_CHUNK_BYTES;
      yield chunks.open(index++, chunk);
    }
  }
  // Only the last chunk is short; a file that ends on a full one was cut.
  if (!isLast || hash.digest('hex') !== part.sha256) throw Object.assign(new Error('Altered.'), { code: 'altered' });
}

/** Pieces of whole chunks, whatever a read gives back; a short one ends the file. */
async function* wholePieces(file: Parameters<typeof readPieces>[0]): AsyncGenerator<Buffer> {
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    let filled = 0;
    while (filled < PIECE_BYTES) {
      const { bytesRead } = await file.read(piece, filled, PIECE_BYTES - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    if (filled > 0) yield piece.subarray(0, filled);
    if (filled < PIECE_BYTES) return;
  }
}

function compressed(source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  return through(source, createZstdCompress());
}

function decompressed(source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return through(source, createZstdDecompress());
}

/** An exception on either side ends both, and whoever reads is the one to hear of it. */
function through(source: AsyncIterable<Uint8Array>, transform: Duplex): AsyncIterable<Buffer> {
  return pipeline(Readable.from(source, { objectMode: false }), transform, () => undefined);
}

function contextOf(place: PartPlace, path: string): string {
  return `${place.backupId}/${path}`;
}

/** What the seal says of wrong bytes, and what the decompressor says of an end that comes too early. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(wrong-key|altered|truncated|Z_|ZSTD_)/.test(code);
}
