import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** One file of an archive: its path inside the archive, and how to read it (asked once, when its turn comes). */
export interface ArchiveEntry {
  readonly path: string;
  /** Bytes; told beforehand so that files over 4 GB get their zip64 fields. */
  readonly size: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** Below this no path is longer than the zip format's 16-bit name field. */
const MAX_PATH_BYTES = 4_096;
/** yazl reads local components of a date: this is 1980-01-01 00:00:00 in the archive whatever the zone of the machine. */
const FIXED_TIME = new Date(1980, 0, 1, 0, 0, 0);
const FIXED_MODE = 0o100644;

/**
 * Writes a zip that depends on paths and bytes alone: entries in byte order of their UTF-8 path, stored without
 * compression (deflate output differs between zlib versions), one fixed time and mode, no comment. Memory is bounded.
 * Throws on a path that a reader would refuse (a defect of the caller).
 */
export function canonicalZip(entries: readonly ArchiveEntry[]): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  const fail = (error: unknown) => void output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  for (const entry of inCanonicalOrder(entries)) {
    zip.addReadStreamLazy(
      entry.path,
      { size: entry.size, mtime: FIXED_TIME, mode: FIXED_MODE, compress: false, forceDosTimestamp: true },
      (give) => void giveStream(entry, give, fail),
    );
  }
  zip.end();
  pipeline(zip.outputStream, output).catch(fail);
  return output;
}

/** Sorts by the bytes of the UTF-8 path and checks each path and its uniqueness. */
export function inCanonicalOrder<T extends { readonly path: string }>(entries: readonly T[]): readonly T[] {
  const sorted = [...entries].sort((a, b) => comparePaths(a.path, b.path));
  sorted.forEach((entry, at) => {
    const fault = pathFault(entry.path);
    if (fault !== null) throw new Error(`Not a path for an archive (${fault}): ${entry.path}`);
    if (at > 0 && sorted[at - 1]?.path === entry.path) throw new Error(`Twice in the archive: ${entry.path}`);
  });
  return sorted;
}

/** Order of paths in an archive and in a manifest: by their UTF-8 bytes. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export type PathFault = 'empty' | 'absolute' | 'traversal' | 'backslash' | 'control-character' | 'too-long';

/** Why a path must not be written by anyone who unpacks; null when it may. */
export function pathFault(path: string): PathFault | null {
  if (path === '') return 'empty';
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) return 'absolute';
  if (path.includes('\\')) return 'backslash';
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) return 'traversal';
  if ([...path].some((character) => character < ' ' || character === '\u007f')) return 'control-character';
  return Buffer.byteLength(path) > MAX_PATH_BYTES ? 'too-long' : null;
}

async function giveStream(
  entry: ArchiveEntry,
  give: (error: unknown, stream: NodeJS.ReadableStream) => void,
  fail: (error: unknown) => void,
): Promise<void> {
  try {
    const stream = Readable.from(await entry.open(), { objectMode: false });
    // yazl pipes without passing errors on: a source that fails would leave the archive hanging.
    stream.on('error', fail);
    give(null, stream);
  } catch (error) {
    fail(error);
  }
}
