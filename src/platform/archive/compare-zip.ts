import { type FileHandle, open } from 'node:fs/promises';
import { canonicalZip } from './canonical-zip.ts';
import type { OpenedZip } from './read-zip.ts';

/**
 * Rebuilds the canonical archive from the entries of an opened one and compares it with the file, byte by byte: a bit
 * changed in a header, a comment or between entries is found although no content changed.
 */
export async function isCanonicalZip(path: string, opened: OpenedZip): Promise<boolean> {
  await using file = await open(path, 'r');
  const size = (await file.stat()).size;
  let at = 0;
  try {
    for await (const rebuilt of canonicalZip(opened.entries)) {
      if (!(await equalsAt(file, at, rebuilt))) return false;
      at += rebuilt.length;
    }
  } catch {
    // An entry that cannot be read to its end is no part of a canonical archive.
    return false;
  }
  return at === size;
}

async function equalsAt(file: FileHandle, position: number, expected: Buffer): Promise<boolean> {
  const found = Buffer.allocUnsafe(expected.length);
  for (let read = 0; read < found.length; ) {
    const { bytesRead } = await file.read(found, read, found.length - read, position + read);
    if (bytesRead === 0) return false;
    read += bytesRead;
  }
  return found.equals(expected);
}
