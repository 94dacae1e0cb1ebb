import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that was written to its end and survives a power cut. */
export interface KeptFile {
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly size: number;
}

/**
 * Writes a stream to `<path>.part`, flushes it, renames it and flushes the folder: whoever sees `path` sees all of it.
 * The part stays behind when the source fails; the caller removes its folder.
 */
export async function keepWhole(path: string, source: AsyncIterable<Uint8Array>): Promise<KeptFile> {
  const part = `${path}.part`;
  const digest = createHash('sha256');
  let size = 0;
  {
    await using file = await open(part, 'w', 0o600);
    for await (const bytes of source) {
      digest.update(bytes);
      size += bytes.length;
      await file.appendFile(bytes);
    }
    await file.sync();
  }
  await rename(part, path);
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
  return { path, sha256: digest.digest('hex'), size };
}
