import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** A file as it was written: its size and what it must hash to. */
export interface WrittenFile {
  readonly bytes: number;
  /** Lower-case hex, of the file as it lies. */
  readonly sha256: string;
}

const READ_BYTES = 1 << 20;

/** Writes a new file (0600) from a stream and flushes it. */
export async function writeNewFile(
  path: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<WrittenFile> {
  await using handle = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.length;
    await writeAll(handle, chunk);
  }
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
}

/** Flushes a folder, so that the names in it survive a power cut. */
export async function flushFolder(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}

/** Reads a file from its beginning in large pieces; each piece is valid until the next is asked for. */
export async function* readPieces(
  file: {
    read(
      buffer: Buffer,
      offset: number,
      length: number,
      position?: number | null,
    ): Promise<{ readonly bytesRead: number }>;
  },
  pieceBytes = READ_BYTES,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Size and SHA-256 of a file; null where there is none. */
export async function hashFile(path: string): Promise<WrittenFile | null> {
  const handle = await openIfThere(path);
  if (handle === null) return null;
  await using _closing = handle;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of readPieces(handle)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Opens a file for reading; null where there is none. */
export async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A write may be cut short by the system; goes on until every byte is taken. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}
