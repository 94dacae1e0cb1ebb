import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedZip } from '#platform/archive/read-zip.ts';

/** A bag to be read, in a folder or in an archive: paths are those inside the bag. */
export interface BagSource {
  readonly sizes: ReadonlyMap<string, number>;
  /** Paths that are neither file nor folder, such as symbolic links. */
  readonly strange: readonly string[];
  open(path: string): Promise<AsyncIterable<Uint8Array>>;
}

/** A bag in a folder; links are named, never followed. */
export async function folderSource(dir: string): Promise<BagSource> {
  const sizes = new Map<string, number>();
  const strange: string[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(join(dir, '/').length).replaceAll('\\', '/');
    if (entry.isFile()) sizes.set(inside, (await lstat(path)).size);
    else if (!entry.isDirectory()) strange.push(inside);
  }
  return { sizes, strange, open: async (path) => createReadStream(join(dir, path)) };
}

/** A bag in an archive; null unless one top folder holds everything. */
export function archiveSource(zip: OpenedZip): BagSource | null {
  const top = zip.entries[0]?.path.split('/')[0];
  if (top === undefined || !zip.entries.every(({ path }) => path.startsWith(`${top}/`))) return null;
  const entries = new Map(zip.entries.map((entry) => [entry.path.slice(top.length + 1), entry]));
  return {
    sizes: new Map([...entries].map(([path, { size }]) => [path, size])),
    strange: [],
    async open(path) {
      const entry = entries.get(path);
      if (!entry) throw new Error(`No such file in the archive: ${path}`);
      return entry.open();
    },
  };
}
