import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Instant, instantOf } from '#core/clock.ts';

export interface BlobStoreOptions {
  readonly dir: string;
  /** Flushes a file or folder to the disk. @default fsync */
  readonly sync?: (handle: FileHandle) => Promise<void>;
  /**
   * Called when a flush fails for any reason but lack of space: what was written may be lost although a second flush
   * would succeed, so the process must end. @default ends the process with status 70
   */
  readonly onBrokenDisk?: (error: unknown) => void;
}

/** A file being written; nobody sees it before `keepAs`. */
export interface BlobDraft {
  append(bytes: Uint8Array): Promise<void>;
  /** Flushes, moves it under its name and flushes the folder: after this it survives a power cut. */
  keepAs(name: string): Promise<void>;
  /** Removes what was written so far. */
  abandon(): Promise<void>;
}

export interface BlobListing {
  readonly name: string;
  readonly modifiedAt: Instant;
}

export interface BlobStore {
  draft(): Promise<BlobDraft>;
  open(name: string): Promise<FileHandle>;
  remove(name: string): Promise<void>;
  /** Everything kept, in no particular order. */
  list(): AsyncIterable<BlobListing>;
  /** Removes drafts not written to since `before`: their writer is gone. Answers how many. */
  removeDraftsBefore(before: Instant): Promise<number>;
}

const DRAFTS = 'drafts';
const FOLDERS = Array.from({ length: 256 }, (_, first) => first.toString(16).padStart(2, '0'));

/** A folder of blobs: `ab/abcdef…`, drafts beside them on the same file system. */
export async function openFileStore(options: BlobStoreOptions): Promise<BlobStore> {
  const { dir } = options;
  const disk = diskOf(options);
  await mkdir(join(dir, DRAFTS), { recursive: true });
  // All folders stand before the first blob, so that keeping one never depends on an unflushed parent.
  await Promise.all(FOLDERS.map((folder) => mkdir(join(dir, folder), { recursive: true })));
  await disk.flushDir(dir);
  return {
    draft: () => startDraft(dir, disk),
    open: (name) => open(pathOf(dir, name), 'r'),
    remove: (name) => rm(pathOf(dir, name), { force: true }),
    list: () => listBlobs(dir),
    removeDraftsBefore: (before) => removeDrafts(join(dir, DRAFTS), before),
  };
}

/** Whether an exception means "no space left" (or quota): expected, the caller may answer "try later". */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

interface Disk {
  flush(handle: FileHandle): Promise<void>;
  flushDir(path: string): Promise<void>;
}

function diskOf(options: BlobStoreOptions): Disk {
  const sync = options.sync ?? ((handle: FileHandle) => handle.sync());
  const onBrokenDisk = options.onBrokenDisk ?? (() => process.exit(70));
  const flush = async (handle: FileHandle) => {
    try {
      await sync(handle);
    } catch (error) {
      if (!isDiskFull(error)) onBrokenDisk(error);
      throw error;
    }
  };
  return {
    flush,
    async flushDir(path) {
      await using handle = await open(path, 'r');
      await flush(handle);
    },
  };
}

async function startDraft(dir: string, disk: Disk): Promise<BlobDraft> {
  const draftPath = join(dir, DRAFTS, randomBytes(16).toString('hex'));
  const handle = await open(draftPath, 'wx', 0o600);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    append: async (bytes) => writeAll(handle, bytes),
    async keepAs(name) {
      await disk.flush(handle);
      await close();
      const target = pathOf(dir, name);
      await rename(draftPath, target);
      await disk.flushDir(dirname(target));
    },
    async abandon() {
      await close();
      await rm(draftPath, { force: true });
    },
  };
}

/** A write may be cut short by the system; goes on until every byte is taken. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

function pathOf(dir: string, name: string): string {
  if (!/^[0-9a-f]{16,}$/.test(name)) throw new Error('A blob is named by lower-case hexadecimal digits.');
  return join(dir, name.slice(0, 2), name);
}

async function* listBlobs(dir: string): AsyncIterable<BlobListing> {
  for (const folder of FOLDERS) {
    for (const name of await readdir(join(dir, folder))) {
      const modifiedAt = await modificationOf(join(dir, folder, name));
      if (modifiedAt) yield { name, modifiedAt };
    }
  }
}

async function removeDrafts(drafts: string, before: Instant): Promise<number> {
  let removed = 0;
  for (const name of await readdir(drafts)) {
    const modifiedAt = await modificationOf(join(drafts, name));
    if (modifiedAt === null || modifiedAt >= before) continue;
    await rm(join(drafts, name), { force: true });
    removed++;
  }
  return removed;
}

/** Null when the file went away meanwhile. */
async function modificationOf(path: string): Promise<Instant | null> {
  try {
    return instantOf((await stat(path)).mtime);
  } catch {
    return null;
  }
}
