import { link, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BackupKey } from './backup-key.ts';
import { flushFolder, hashFile, type WrittenFile, writeNewFile } from './durable-file.ts';
import { type Manifest, readLabel, readManifest } from './manifest.ts';
import type { BackupFault } from './refusals.ts';
import { type PartPlace, type PartRecord, readPart, writePart } from './sealed-part.ts';

/** A sealed object of the vault, copied as it lies. */
export interface ObjectCopy extends WrittenFile {
  /** Name on disk: tells nothing about the content. */
  readonly name: string;
}

export interface CopiedObjects {
  readonly copies: readonly ObjectCopy[];
  /** Named, and not there. */
  readonly absent: readonly string[];
  /** Taken from the last backup beside this one instead of being written again. */
  readonly reused: number;
}

/** An earlier backup in the same parent folder, sealed with the same key. */
export interface EarlierBackup {
  readonly folder: string;
  readonly objects: ReadonlyMap<string, ObjectCopy>;
}

const LIST = 'objects.list';
// A flush waits for the disk, not for the processor: several at once hide each other.
const AT_ONCE = 8;

/** Copies objects into the backup, each hashed and flushed; an unchanged copy of an earlier backup is read again and linked. */
export async function copyObjects(
  folder: string,
  names: readonly string[],
  read: (name: string) => Promise<AsyncIterable<Uint8Array> | null>,
  earlier: EarlierBackup | null,
): Promise<CopiedObjects> {
  const copies: ObjectCopy[] = [];
  const absent: string[] = [];
  let reused = 0;
  await makeFolders(folder, names);
  await inParallel(names, async (name) => {
    const path = objectPath(folder, name);
    const linked = earlier === null ? null : await linkEarlier(earlier, name, path);
    if (linked !== null) {
      reused += 1;
      copies.push(linked);
      return;
    }
    const source = await read(name);
    if (source === null) absent.push(name);
    else copies.push({ name, ...(await writeNewFile(path, source)) });
  });
  await inParallel(foldersOf(folder, names), flushFolder);
  copies.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { copies, absent: absent.sort(), reused };
}

/** Writes the sealed list of the objects a backup holds. */
export function writeObjectList(place: PartPlace, copies: readonly ObjectCopy[]): Promise<PartRecord> {
  return writePart(place, LIST, linesOf(copies));
}

/** Reads the sealed list of objects. */
export async function* readObjectList(place: PartPlace, list: PartRecord): AsyncGenerator<ObjectCopy> {
  let rest = '';
  for await (const piece of readPart(place, list)) {
    const lines = (rest + piece.toString('ascii')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [name = '', bytes = '', sha256 = ''] = line.split(' ');
      yield { name, bytes: Number(bytes), sha256 };
    }
  }
}

/** Reads every listed object again; answers what is not as it was written. */
export async function checkObjects(folder: string, objects: AsyncIterable<ObjectCopy>): Promise<BackupFault[]> {
  const faults: BackupFault[] = [];
  await inParallel(objects, async ({ name, bytes, sha256 }) => {
    const path = objectPath('', name);
    const found = await hashFile(join(folder, path));
    if (found === null) faults.push({ path, kind: 'missing' });
    else if (found.bytes < bytes) faults.push({ path, kind: 'truncated' });
    else if (found.sha256 !== sha256) faults.push({ path, kind: 'altered' });
  });
  return faults.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The newest whole backup beside this one that opens with the same key; null where there is none. */
export async function findEarlier(folder: string, key: BackupKey): Promise<EarlierBackup | null> {
  const parent = dirname(resolve(folder));
  const found: { folder: string; createdAt: string }[] = [];
  for (const name of await readdir(parent)) {
    const beside = join(parent, name);
    const label = beside === resolve(folder) ? null : await readLabel(beside).catch(() => null);
    if (label?.keyId === key.id) found.push({ folder: beside, createdAt: label.createdAt });
  }
  const newest = found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
  if (newest === undefined) return null;
  try {
    const manifest = await readManifest(newest.folder, key);
    return { folder: newest.folder, objects: await objectsOf(newest.folder, key, manifest) };
  } catch {
    // A damaged earlier backup only means that nothing is taken from it.
    return null;
  }
}

/** Runs an act for every item, several at a time. After an exception no further one is begun, and none is left running. */
export async function inParallel<T>(
  items: Iterable<T> | AsyncIterable<T>,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failed = false;
  const work = async (): Promise<void> => {
    try {
      for (let step = await source.next(); !step.done && !failed; step = await source.next()) await act(step.value);
    } catch (error) {
      failed = true;
      await source.return?.();
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const broken = ended.find((one) => one.status === 'rejected');
  if (broken) throw broken.reason;
}

/** Where an object lies in a backup: `objects/ab/abcdef…`. */
export function objectPath(folder: string, name: string): string {
  return join(folder, 'objects', name.slice(0, 2), name);
}

async function objectsOf(folder: string, key: BackupKey, manifest: Manifest): Promise<Map<string, ObjectCopy>> {
  const objects = new Map<string, ObjectCopy>();
  const place = { folder, backupId: manifest.backupId, key };
  for await (const copy of readObjectList(place, manifest.objects.list)) objects.set(copy.name, copy);
  return objects;
}

async function linkEarlier(earlier: EarlierBackup, name: string, path: string): Promise<ObjectCopy | null> {
  const copy = earlier.objects.get(name);
  if (copy === undefined) return null;
  try {
    await link(objectPath(earlier.folder, name), path);
  } catch {
    // Gone, or on another disk: it is copied from the vault.
    return null;
  }
  const found = await hashFile(path);
  if (found?.sha256 === copy.sha256) return copy;
  await rm(path);
  return null;
}

function foldersOf(folder: string, names: readonly string[]): string[] {
  return [...new Set(names.map((name) => dirname(objectPath(folder, name))))];
}

async function makeFolders(folder: string, names: readonly string[]): Promise<void> {
  await mkdir(join(folder, 'objects'), { mode: 0o700 });
  await inParallel(foldersOf(folder, names), async (path) => {
    await mkdir(path, { mode: 0o700 });
  });
  await flushFolder(join(folder, 'objects'));
}

async function* linesOf(copies: readonly ObjectCopy[]): AsyncGenerator<Buffer> {
  for (const { name, bytes, sha256 } of copies) yield Buffer.from(`${name} ${bytes} ${sha256}\n`);
}
