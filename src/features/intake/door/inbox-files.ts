import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { SOURCES, type Source } from '#core/vocabulary.ts';
import { codeOf } from '#platform/log/log.ts';

/** Something dropped into a watched folder: one file, or a folder whose files belong together. */
export interface Drop {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly source: Source;
  /** The sub-folder it lies in; null when it lies in the source's own. */
  readonly sender: string | null;
  readonly changedMs: number;
  /** Changes with every byte and every file more. */
  readonly state: string;
  /** Of a file: the same under another name. */
  readonly inode: number;
}

/** Names of files that are still being written: copying programs rename them when they are whole. */
const UNFINISHED = /^\.|\.(?:part|tmp|filepart|crdownload)$/i;

/** Makes `inbox/<source>/` for every source, so that whoever drops files sees where. */
export async function makeInbox(folder: string): Promise<void> {
  await Promise.all(SOURCES.map((source) => mkdir(join(folder, source), { recursive: true, mode: 0o700 })));
}

/** What lies in the watched folders, oldest first, and the files that still bear the name of an unfinished one. Links are not followed. */
export async function dropsIn(
  folder: string,
): Promise<{ readonly drops: readonly Drop[]; readonly unfinished: ReadonlySet<number> }> {
  const drops: Drop[] = [];
  const unfinished = new Set<number>();
  for (const source of SOURCES) {
    for (const entry of await entriesOf(join(folder, source))) {
      if (!entry.isDirectory()) await add(entry, { source, sender: null });
      else if (!entry.name.startsWith('.'))
        for (const inner of await entriesOf(join(folder, source, entry.name)))
          await add(inner, { source, sender: entry.name });
    }
  }
  drops.sort((a, b) => a.changedMs - b.changedMs || (a.path < b.path ? -1 : 1));
  return { drops, unfinished };

  async function add(entry: Entry, from: Pick<Drop, 'source' | 'sender'>): Promise<void> {
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => null);
    if (found === null || (!entry.isFile() && !entry.isDirectory())) return;
    if (UNFINISHED.test(entry.name)) {
      if (entry.isFile()) unfinished.add(found.ino);
      return;
    }
    const kind = entry.isFile() ? 'file' : 'folder';
    const state = kind === 'file' ? `${found.size} ${found.mtimeMs}` : await stateOf(path);
    drops.push({ ...from, path, kind, changedMs: found.mtimeMs, state, inode: found.ino });
  }
}

/** Moves what was received out of sight of the next round: `.done` or `.unreadable` of its source, under a name nobody has yet. */
export async function putAside(folder: string, drop: Drop, where: '.done' | '.unreadable'): Promise<void> {
  const target = join(folder, drop.source, where, drop.sender ?? '');
  await mkdir(target, { recursive: true, mode: 0o700 });
  const taken = new Set(await readdir(target));
  const [name, ending] = [basename(drop.path), extname(drop.path)];
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${name.slice(0, name.length - ending.length)}-${copy}${ending}`;
  await rename(drop.path, join(target, free)).catch((error: unknown) => {
    // Another process was faster: it received the same bytes, and stored them once.
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

type Entry = Awaited<ReturnType<typeof entriesOf>>[number];

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** `unfinished` while any file of it is. */
async function stateOf(folder: string): Promise<string> {
  let files = 0;
  let bytes = 0;
  let changedMs = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    if (found === null || UNFINISHED.test(entry.name)) return `unfinished ${Math.random()}`;
    files += 1;
    bytes += found.size;
    changedMs = Math.max(changedMs, found.mtimeMs);
  }
  return `${files} ${bytes} ${changedMs}`;
}
