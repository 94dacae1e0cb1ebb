import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';

/** A file of what was dropped, on disk or inside an archive. */
export interface DropFile {
  /** As shown and kept: `/drops/a.zip!/190000001/f1.jpg` for a file inside an archive. */
  readonly path: string;
  /** Where it lies on the disk; null inside an archive. */
  readonly diskPath: string | null;
  /** SHA-256 of the archive it lies in; null for a file on disk. */
  readonly archiveSha256: Buffer | null;
  size(): Promise<number>;
  open(): Promise<Readable>;
}

/** `lines`: one document a line. */
export type Shape = 'json' | 'lines' | 'xml' | 'csv' | 'xlsx' | 'mail' | 'archive' | 'other';

const SHAPES: readonly (readonly [RegExp, Shape])[] = [
  [/\.json$/i, 'json'],
  [/\.(ndjson|jsonl)$/i, 'lines'],
  [/\.xml$/i, 'xml'],
  [/\.(csv|tsv)$/i, 'csv'],
  [/\.xlsx$/i, 'xlsx'],
  [/\.eml$/i, 'mail'],
  [/\.zip$/i, 'archive'],
];

/** What a file is by its ending. */
export function shapeOf(path: string): Shape {
  return SHAPES.find(([ending]) => ending.test(path))?.[1] ?? 'other';
}

/** `shownAs`: what its sender calls it, where its place on the disk is not their affair. */
export function fileOnDisk(path: string, shownAs = path): DropFile {
  return {
    path: shownAs,
    diskPath: path,
    archiveSha256: null,
    size: async () => (await stat(path)).size,
    open: async () => createReadStream(path),
  };
}

/** The last part of a path, whichever way its system writes folders. */
export function lastPart(path: string): string {
  return basename(path.replaceAll('\\', '/'));
}
