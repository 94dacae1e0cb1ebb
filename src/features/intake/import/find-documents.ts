import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that may hold reports. */
export interface Document {
  readonly path: string;
  /** As it is kept beside the bytes and told to the sender. */
  readonly name: string;
  /** Where they are in memory already. @default they lie under the path */
  readonly bytes?: Buffer;
  readonly sizeBytes: number;
  /** `lines`: one document a line. */
  readonly shape: 'json' | 'lines' | 'xml' | 'other';
  /** Other files beside it, which a report may name as its media. */
  readonly beside: ReadonlySet<string>;
}

const SHAPES: readonly (readonly [RegExp, Document['shape']])[] = [
  [/\.json$/i, 'json'],
  [/\.(ndjson|jsonl)$/i, 'lines'],
  [/\.xml$/i, 'xml'],
];

/** Walks files and folders in a fixed order. A file named by the caller counts as a report whatever its ending; inside folders, others may be media. */
export async function* findDocuments(paths: readonly string[]): AsyncGenerator<Document> {
  for (const path of paths) {
    const facts = await stat(path);
    if (facts.isDirectory()) yield* documentsIn(path);
    else
      yield { path, name: path, sizeBytes: facts.size, shape: shapeOf(path), beside: await namesBeside(dirname(path)) };
  }
}

async function* documentsIn(folder: string): AsyncGenerator<Document> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const beside = new Set(
    entries.filter((entry) => entry.isFile() && shapeOf(entry.name) === 'other').map((entry) => entry.name),
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* documentsIn(path);
    else if (entry.isFile())
      yield { path, name: path, sizeBytes: (await stat(path)).size, shape: shapeOf(entry.name), beside };
  }
}

async function namesBeside(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  return new Set(
    entries.filter((entry) => entry.isFile() && shapeOf(entry.name) === 'other').map((entry) => entry.name),
  );
}

/** What a document is by its name. */
export function shapeOf(path: string): Document['shape'] {
  return SHAPES.find(([ending]) => ending.test(basename(path)))?.[1] ?? 'other';
}
