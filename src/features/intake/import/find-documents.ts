import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ZipRefusal } from '#platform/archive/read-zip.ts';
import { type DropFile, fileOnDisk, type Shape, shapeOf } from './drop-file.ts';
import type { Archives } from './open-archives.ts';

/** A file that may hold reports. */
export interface Document extends DropFile {
  readonly shape: Exclude<Shape, 'archive'>;
}

/** Documents of one folder or archive with the files that may belong to them: beside them, or below where no document lies. */
export interface Gathering {
  readonly kind: 'gathering';
  readonly documents: readonly Document[];
  readonly others: readonly DropFile[];
  /** Everything in it was handed over, so that what no report claims is received too. */
  readonly isWhole: boolean;
  /** The archive it is all of, where that holds no document. */
  readonly without?: DropFile;
}

/** An archive nobody should unpack. */
export interface BadArchive {
  readonly kind: 'bad-archive';
  readonly file: DropFile;
  readonly refusal: ZipRefusal;
}

export type Found = Gathering | BadArchive;

/** What is known of a single file beside its place. */
export interface Given {
  /** What its sender calls it. @default its path */
  readonly named?: string;
  /** It lies among strangers: nothing beside it is its media. */
  readonly alone?: true;
}

/** Walks files, folders and archives in a fixed order. A file named by the caller counts as a report whatever its ending. */
export async function* findGatherings(
  paths: readonly string[],
  archives: Archives,
  given: Given = {},
): AsyncGenerator<Found> {
  for (const path of paths) {
    const shown = given.named ?? path;
    if ((await stat(path)).isDirectory()) yield* inFolder(path, archives);
    else if (shapeOf(path) === 'archive' || (shapeOf(path) === 'other' && (await beginsAsZip(path))))
      yield* inArchive(path, archives, shown);
    else
      yield {
        kind: 'gathering',
        documents: [documentOf(path, shown)],
        others: given.alone ? [] : await besideOf(path),
        isWhole: false,
      };
  }
}

async function* inFolder(folder: string, archives: Archives): AsyncGenerator<Found> {
  const { documents, folders, zips, others } = await listFolder(folder);
  const later: (() => AsyncGenerator<Found>)[] = [];
  const joined = [...others];
  const faults: Found[] = [];
  for (const below of folders) {
    if (documents.length > 0 && !(await holdsDocuments(below))) joined.push(...(await filesBelow(below)));
    else later.push(() => inFolder(below, archives));
  }
  for (const path of zips) {
    const held = documents.length > 0 ? await archives.filesOf(path) : null;
    // An archive of media beside its tip belongs to it; one with a document of its own is a drop of its own.
    if (held?.ok && !held.value.some(({ path }) => isDocument(path))) joined.push(...held.value);
    else if (held?.ok === false) faults.push({ kind: 'bad-archive', file: fileOnDisk(path), refusal: held.refusal });
    else later.push(() => inArchive(path, archives));
  }
  if (documents.length > 0 || joined.length > 0)
    yield { kind: 'gathering', documents: documents.map((path) => documentOf(path)), others: joined, isWhole: true };
  yield* faults;
  for (const next of later) yield* next();
}

/** An archive is read folder by folder as a folder of the disk is. */
async function* inArchive(path: string, archives: Archives, shown = path): AsyncGenerator<Found> {
  const held = await archives.filesOf(path, shown);
  if (!held.ok) {
    yield { kind: 'bad-archive', file: fileOnDisk(path, shown), refusal: held.refusal };
    return;
  }
  const homes = new Set(held.value.filter((file) => isDocument(file.path)).map((file) => dirname(file.path)));
  if (homes.size === 0) {
    const without = fileOnDisk(path, shown);
    yield { kind: 'gathering', documents: [], others: held.value, isWhole: true, without };
    return;
  }
  // A file belongs to the nearest folder above it that has a document; what has none comes last.
  const homeOf = (file: DropFile) => {
    let at = dirname(file.path);
    while (!homes.has(at) && dirname(at) !== at) at = dirname(at);
    return homes.has(at) ? at : '';
  };
  const byHome = Map.groupBy(held.value, homeOf);
  for (const home of [...[...homes].sort(), '']) {
    const files = byHome.get(home) ?? [];
    if (files.length === 0) continue;
    const documents = files.filter((file) => isDocument(file.path));
    yield {
      kind: 'gathering',
      documents: documents.map((file) => ({ ...file, shape: shapeOf(file.path) as Document['shape'] })),
      others: files.filter((file) => !isDocument(file.path)),
      isWhole: true,
    };
  }
}

async function listFolder(folder: string) {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  // Links are not followed: what lies outside was not handed over.
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  return {
    documents: files.filter(isDocument),
    zips: files.filter((path) => shapeOf(path) === 'archive'),
    others: files.filter((path) => shapeOf(path) === 'other').map((path) => fileOnDisk(path)),
    folders: entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name)),
  };
}

function isDocument(path: string): boolean {
  return !['other', 'archive'].includes(shapeOf(path));
}

function documentOf(path: string, shown = path): Document {
  const shape = shapeOf(path);
  return { ...fileOnDisk(path, shown), shape: shape === 'archive' ? 'other' : shape };
}

async function besideOf(path: string): Promise<readonly DropFile[]> {
  const { others } = await listFolder(dirname(path));
  return others.filter((other) => other.path !== path);
}

async function holdsDocuments(folder: string): Promise<boolean> {
  const { documents, zips, folders } = await listFolder(folder);
  if (documents.length > 0 || zips.length > 0) return true;
  for (const below of folders) if (await holdsDocuments(below)) return true;
  return false;
}

async function filesBelow(folder: string): Promise<readonly DropFile[]> {
  const { others, folders } = await listFolder(folder);
  const found = [...others];
  for (const below of folders) found.push(...(await filesBelow(below)));
  return found;
}

async function beginsAsZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32BE() === 0x504b0304;
  } finally {
    await file.close();
  }
}
