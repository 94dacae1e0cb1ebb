import { dirname } from 'node:path';
import { type Instant, systemClock } from '#core/clock.ts';
import type { Disk, DiskFile } from '#platform/blobs/disk.ts';

/** A disk in memory that, at a power cut, may forget whatever was not flushed: bytes of files, and names in folders. */
export interface ForgetfulDisk extends Disk {
  /** Calls so far that change something. */
  calls(): number;
  /** The power goes at the nth changing call from now: it and all after it fail. */
  cutAfter(calls: number): void;
  /** What is found when the power is back; `random` decides about each thing that was not flushed. */
  afterCut(random: () => number): ForgetfulDisk;
  /** What a file holds now; null when there is none. */
  bytes(path: string): Buffer | null;
}

interface Inode {
  content: Buffer;
  flushed: Buffer;
}
interface Folder {
  entries: Map<string, Inode>;
  flushed: Map<string, Inode>;
}

class PowerCut extends Error {
  readonly code = 'POWER';
}

/** An empty disk, or one that holds what survived. */
export function aForgetfulDisk(folders = new Map<string, Folder>()): ForgetfulDisk {
  let calls = 0;
  let left = Number.POSITIVE_INFINITY;
  const change = () => {
    calls++;
    if (left-- <= 0) throw new PowerCut('The power went.');
  };
  const folderOf = (path: string): Folder => {
    const folder = folders.get(dirname(path));
    if (!folder) throw missing(path);
    return folder;
  };
  const find = (path: string) => folders.get(dirname(path))?.entries.get(path) ?? null;
  return {
    calls: () => calls,
    cutAfter: (count) => {
      left = count;
    },
    bytes: (path) => find(path)?.content ?? null,
    makeFolder: async (path) => {
      for (let one = path; one !== '/' && !folders.has(one); one = dirname(one))
        folders.set(one, { entries: new Map(), flushed: new Map() });
    },
    open: async (path, how) => {
      const folder = folders.get(path);
      if (folder) return aFolderHandle(folder, change);
      if (how === 'create') {
        change();
        folderOf(path).entries.set(path, { content: Buffer.alloc(0), flushed: Buffer.alloc(0) });
      }
      const inode = find(path);
      if (!inode) throw missing(path);
      return aFileHandle(inode, change);
    },
    link: async (from, to) => {
      change();
      const inode = find(from);
      if (!inode) throw missing(from);
      if (find(to)) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
      folderOf(to).entries.set(to, inode);
    },
    remove: async (path) => {
      change();
      folders.get(dirname(path))?.entries.delete(path);
    },
    names: async (path) => [...(folders.get(path)?.entries.keys() ?? [])].map((name) => name.slice(path.length + 1)),
    modifiedAt: async (path): Promise<Instant | null> => (find(path) ? systemClock.now() : null),
    afterCut: (random) => aForgetfulDisk(survivorsOf(folders, random)),
  };
}

/** Each name that was not flushed is there or not; each file has its flushed bytes, and any part of the later ones. */
function survivorsOf(folders: Map<string, Folder>, random: () => number): Map<string, Folder> {
  const inodes = new Map<Inode, Inode>();
  const survivor = (inode: Inode): Inode => {
    const known = inodes.get(inode) ?? surviving(inode, random);
    inodes.set(inode, known);
    return known;
  };
  return new Map(
    [...folders].map(([path, { entries, flushed }]) => {
      const names = new Set([...entries.keys(), ...flushed.keys()]);
      const left = new Map<string, Inode>();
      for (const name of names) {
        const [now, before] = [entries.get(name), flushed.get(name)];
        const kept = now === before || random() < 0.5 ? now : before;
        if (kept) left.set(name, survivor(kept));
      }
      return [path, { entries: left, flushed: new Map(left) }];
    }),
  );
}

function surviving({ content, flushed }: Inode, random: () => number): Inode {
  if (content.equals(flushed)) return { content, flushed };
  const length = Math.floor(random() * (content.length + 1));
  const torn = Buffer.from(content.subarray(0, length));
  // A block that was never written out reads as zeros.
  if (length > 0 && random() < 0.5) torn.fill(0, Math.floor(random() * length));
  const kept = Buffer.concat([torn, flushed.subarray(length)]);
  return { content: kept, flushed: kept };
}

function aFileHandle(inode: Inode, change: () => void): DiskFile {
  let at = 0;
  return handle({
    write: async (bytes, offset = 0) => {
      change();
      const part = Buffer.from(bytes.subarray(offset));
      inode.content = Buffer.concat([inode.content.subarray(0, at), part, inode.content.subarray(at + part.length)]);
      at += part.length;
      return { bytesWritten: part.length };
    },
    sync: async () => {
      change();
      inode.flushed = inode.content;
    },
    read: async (into, offset, length, position = null) => {
      const from = position ?? at;
      const bytesRead = inode.content.copy(into, offset, from, from + length);
      if (position === null) at += bytesRead;
      return { bytesRead };
    },
    readFile: async () => inode.content,
  });
}

function aFolderHandle(folder: Folder, change: () => void): DiskFile {
  const nothing = async () => ({ bytesRead: 0 });
  return handle({
    write: async () => ({ bytesWritten: 0 }),
    sync: async () => {
      change();
      folder.flushed = new Map(folder.entries);
    },
    read: nothing,
    readFile: async () => Buffer.alloc(0),
  });
}

function handle(calls: Omit<DiskFile, 'close' | typeof Symbol.asyncDispose>): DiskFile {
  const close = async () => undefined;
  return { ...calls, close, [Symbol.asyncDispose]: close };
}

function missing(path: string): Error {
  return Object.assign(new Error(`No such file: ${path}`), { code: 'ENOENT' });
}
