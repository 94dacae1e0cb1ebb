import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file to be placed in a folder under a name, exactly these bytes. */
export interface PlacedFile {
  readonly folder: string;
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * Places a file so that whoever looks sees all of it or nothing: `.part`, flush, rename, flush the folder. Placing it again, or
 * twice at once, has one effect; a half-written part of a killed run is removed. Answers when the rename is on disk.
 */
export async function placeFile(file: PlacedFile, source: () => Promise<AsyncIterable<Uint8Array>>): Promise<void> {
  await mkdir(file.folder, { recursive: true, mode: 0o750 });
  if (!(await isPlaced(file))) await writeAndRename(file, source);
  // Only now: a run beside us that loses its part here finds the whole file in its place.
  await removeParts(file);
  await flushFolder(file.folder);
}

async function writeAndRename(file: PlacedFile, source: () => Promise<AsyncIterable<Uint8Array>>): Promise<void> {
  const part = join(file.folder, `${file.name}.${randomUUID()}.part`);
  try {
    await writeDurably(part, await source());
    await rename(part, join(file.folder, file.name));
  } catch (error) {
    await rm(part, { force: true });
    if (!isMissing(error) || !(await isPlaced(file))) throw error;
  }
}

/** Reads the placed file again and compares; false when it is not there or not what was sealed. */
export async function isPlaced(file: PlacedFile): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(file.folder, file.name))) hash.update(chunk as Buffer);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  return hash.digest('hex') === file.sha256;
}

/** Takes a placed file away, flushed; one that is gone already is gone. */
export async function removeFile(file: PlacedFile): Promise<void> {
  await rm(join(file.folder, file.name), { force: true });
  await flushFolder(file.folder);
}

async function writeDurably(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const handle: FileHandle = await open(path, 'wx', 0o640);
  try {
    await pipeline(source, async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) await handle.writeFile(chunk);
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a killed run left of this very file. */
async function removeParts(file: PlacedFile): Promise<void> {
  const names = await readdir(file.folder);
  const stale = names.filter((name) => name.startsWith(`${file.name}.`) && name.endsWith('.part'));
  await Promise.all(stale.map((name) => rm(join(file.folder, name), { force: true })));
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
