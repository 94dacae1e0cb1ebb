import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { ok, type Result, refuse } from '#core/result.ts';
import { GIB } from '#core/units.ts';
import { pathFault } from './canonical-zip.ts';

export interface ZipEntry {
  readonly path: string;
  readonly size: number;
  open(): Promise<Readable>;
}

export interface OpenedZip {
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[];
  close(): void;
}

export type ZipRefusal =
  | { readonly kind: 'not-a-zip'; readonly detail: string }
  | { readonly kind: 'unsafe-path' | 'duplicate-path' | 'symbolic-link' | 'encrypted'; readonly path: string }
  | { readonly kind: 'bomb'; readonly detail: string };

export interface ZipLimits {
  readonly maxEntries: number;
  /** Bytes of all entries together, unpacked. */
  readonly maxTotalBytes: number;
  /** Unpacked bytes per packed byte, for the archive as a whole. */
  readonly maxRatio: number;
}

/** Archive limits of the security page, 3.4; the size is that of the largest package we would send. */
export const ZIP_LIMITS: ZipLimits = { maxEntries: 10_000, maxTotalBytes: 1_024 * GIB, maxRatio: 100 };

/** Opens a zip file, or one in memory, for streaming; refuses what could harm whoever unpacks it, before any byte is unpacked. */
export async function openZip(
  source: string | Buffer,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<Result<OpenedZip, ZipRefusal>> {
  let zip: ZipFile | undefined;
  try {
    const options = { autoClose: false, strictFileNames: true, decodeStrings: true };
    zip = await (typeof source === 'string' ? openPromise(source, options) : fromBufferPromise(source, options));
    const listed = await listEntries(zip, limits);
    if (!listed.ok) zip.close();
    return listed;
  } catch (error) {
    zip?.close();
    const detail = error instanceof Error ? error.message : String(error);
    // The library throws at the first name that leads out of the folder, before it tells of any other.
    const path = UNSAFE_NAME.exec(detail)?.[1];
    return refuse(path === undefined ? { kind: 'not-a-zip', detail } : { kind: 'unsafe-path', path });
  }
}

const UNSAFE_NAME = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/s;

async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Result<OpenedZip, ZipRefusal>> {
  if (zip.entryCount > limits.maxEntries) return refuse({ kind: 'bomb', detail: `${zip.entryCount} entries` });
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    // Folders carry nothing; a name that ends in a slash and holds bytes is refused below as unsafe.
    if (entry.fileName.endsWith('/') && entry.uncompressedSize === 0) continue;
    const refusal = entryRefusal(entry, seen);
    if (refusal) return refuse(refusal);
    total += entry.uncompressedSize;
    if (isBomb(total, zip.fileSize, limits)) return refuse({ kind: 'bomb', detail: `${total} bytes unpacked` });
    entries.push({ path: entry.fileName, size: entry.uncompressedSize, open: () => zip.openReadStreamPromise(entry) });
  }
  return ok({ entries, close: () => zip.close() });
}

function isBomb(total: number, packed: number, limits: ZipLimits): boolean {
  return total > limits.maxTotalBytes || total > packed * limits.maxRatio;
}

/** Adds the path to those seen; names differing only by case or by Unicode form would overwrite each other somewhere. */
function entryRefusal(entry: Entry, seen: Set<string>): ZipRefusal | null {
  const path = entry.fileName;
  if (pathFault(path) !== null) return { kind: 'unsafe-path', path };
  const unixMode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (unixMode === 0o120000) return { kind: 'symbolic-link', path };
  if (entry.isEncrypted()) return { kind: 'encrypted', path };
  const folded = path.normalize('NFC').toLowerCase();
  if (seen.has(folded)) return { kind: 'duplicate-path', path };
  seen.add(folded);
  return null;
}
