import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '#core/clock.ts';
import { KIB, MIB } from '#core/units.ts';
import { type BlobDraft, type BlobListing, type BlobStore, checkedName, isDiskFull } from './blob-store.ts';
import { type Disk, type DiskFile, realDisk } from './disk.ts';

export interface FileStoreOptions {
  readonly dir: string;
  /** For tests of power loss. @default the machine's own */
  readonly disk?: Disk;
  /** Flushes a file or folder to the disk. @default fsync */
  readonly sync?: (file: Pick<DiskFile, 'sync'>) => Promise<void>;
  /**
   * Called when a flush fails for any reason but lack of space: what was written may be lost although a second flush
   * would succeed, so the process must end. @default ends the process with status 70
   */
  readonly onBrokenDisk?: (error: unknown) => void;
}

const DRAFTS = 'drafts';
const FOLDERS = Array.from({ length: 256 }, (_, first) => first.toString(16).padStart(2, '0'));
// Below this the store could not take one more large upload.
const FLOOR_BYTES = 64 * MIB;
// Covers the salt in front of every sealed object: without it not even its key opens the rest.
const SHREDDED_BYTES = 4 * KIB;

/** A folder of blobs: `ab/abcdef…`, drafts beside them on the same file system. */
export async function openFileStore(options: FileStoreOptions): Promise<BlobStore> {
  const { dir } = options;
  const flushing = flushingOf(options);
  const { disk } = flushing;
  await disk.makeFolder(join(dir, DRAFTS));
  // All folders stand before the first blob, so that keeping one never depends on an unflushed parent.
  await Promise.all(FOLDERS.map((folder) => disk.makeFolder(join(dir, folder))));
  await flushing.flushFolder(dir);
  return {
    draft: async (name) => startDraft(dir, flushing, pathOf(dir, name)),
    open: async (name) => disk.open(pathOf(dir, name), 'read'),
    remove: (name) => disk.remove(pathOf(dir, name)),
    shred: (name) => shred(flushing, pathOf(dir, name)),
    list: () => listBlobs(dir, disk),
    removeDraftsBefore: (before) => removeDrafts(join(dir, DRAFTS), disk, before),
    trouble: async () => {
      const { bavail, bsize } = await statfs(dir);
      return bavail * bsize < FLOOR_BYTES ? 'disk-almost-full' : null;
    },
  };
}

interface FlushingDisk {
  readonly disk: Disk;
  flush(file: DiskFile): Promise<void>;
  flushFolder(path: string): Promise<void>;
}

function flushingOf(options: FileStoreOptions): FlushingDisk {
  const disk = options.disk ?? realDisk;
  const sync = options.sync ?? ((file) => file.sync());
  const onBrokenDisk = options.onBrokenDisk ?? (() => process.exit(70));
  const flush = async (file: DiskFile) => {
    try {
      await sync(file);
    } catch (error) {
      if (!isDiskFull(error)) onBrokenDisk(error);
      throw error;
    }
  };
  return {
    disk,
    flush,
    async flushFolder(path) {
      await using folder = await disk.open(path, 'read');
      await flush(folder);
    },
  };
}

async function startDraft(dir: string, { disk, flush, flushFolder }: FlushingDisk, target: string): Promise<BlobDraft> {
  const draftPath = join(dir, DRAFTS, randomBytes(16).toString('hex'));
  const file = await disk.open(draftPath, 'create');
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    append: async (bytes) => writeAll(file, bytes),
    async keep() {
      await flush(file);
      await close();
      // A link, unlike a rename, never replaces: what has been kept stays what it is.
      await disk.link(draftPath, target);
      await flushFolder(dirname(target));
      await disk.remove(draftPath);
    },
    async abandon() {
      await close();
      await disk.remove(draftPath);
    },
  };
}

/** A write may be cut short by the system; goes on until every byte is taken. */
async function writeAll(file: DiskFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

/** Overwrites the head, flushes, removes, flushes the folder. On media that copy on write, the destroyed keys are what counts. */
async function shred({ disk, flush, flushFolder }: FlushingDisk, path: string): Promise<void> {
  try {
    await using file = await disk.open(path, 'update');
    await writeAll(file, randomBytes(SHREDDED_BYTES));
    await flush(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  await disk.remove(path);
  await flushFolder(dirname(path));
}

function pathOf(dir: string, name: string): string {
  return join(dir, checkedName(name).slice(0, 2), name);
}

async function* listBlobs(dir: string, disk: Disk): AsyncIterable<BlobListing> {
  for (const folder of FOLDERS) {
    for (const name of await disk.names(join(dir, folder))) {
      const modifiedAt = await disk.modifiedAt(join(dir, folder, name));
      if (modifiedAt) yield { name, modifiedAt };
    }
  }
}

async function removeDrafts(drafts: string, disk: Disk, before: Instant): Promise<number> {
  let removed = 0;
  for (const name of await disk.names(drafts)) {
    const modifiedAt = await disk.modifiedAt(join(drafts, name));
    if (modifiedAt === null || modifiedAt >= before) continue;
    await disk.remove(join(drafts, name));
    removed++;
  }
  return removed;
}
