import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '#platform/log/log.ts';

/** Makes a folder of ours if it is missing: private, but for root traversable, since the server runs under another account. */
export async function makeOwnFolder(folder: string): Promise<void> {
  if (await makeFolder(folder)) await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/**
 * Makes a folder and what is missing above it; false where it stood already.
 * @NOTE Node's own `recursive` never ends on a file system that takes no folders and says ENOENT (/proc).
 */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (await isFolder(folder)) return false;
    const above = dirname(folder);
    if (codeOf(error) !== 'ENOENT' || (await isFolder(above))) throw error;
    await makeFolder(above);
    return makeFolder(folder);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
