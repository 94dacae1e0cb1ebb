import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { type Instant, instantOf } from '#core/clock.ts';
import type { OpenBlob } from './blob-store.ts';

/** An open file as far as the store uses one; a `FileHandle` is one. */
export interface DiskFile extends OpenBlob {
  write(buffer: Uint8Array, offset?: number): Promise<{ readonly bytesWritten: number }>;
  /** Flushes a file, or a folder's entries, to the disk. */
  sync(): Promise<void>;
}

/** The calls on a disk whose order decides what survives a power cut; a test puts a disk here that forgets what was not flushed. */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** `create` fails where the file exists; `update` writes into a file that does. */
  open(path: string, how: 'read' | 'create' | 'update'): Promise<DiskFile>;
  /** Gives a file a second name; fails with `EEXIST` rather than replace. */
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  names(folder: string): Promise<readonly string[]>;
  /** Null when the file went away meanwhile. */
  modifiedAt(path: string): Promise<Instant | null>;
}

const FLAGS = { read: 'r', create: 'wx', update: 'r+' } as const;

/** The machine's own disk. */
export const realDisk: Disk = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  open: (path, how) => open(path, FLAGS[how], 0o600),
  link,
  remove: (path) => rm(path, { force: true }),
  names: (folder) => readdir(folder),
  modifiedAt: async (path) => {
    try {
      return instantOf((await stat(path)).mtime);
    } catch {
      return null;
    }
  },
};
