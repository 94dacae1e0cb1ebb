import { rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Actor } from '#core/actor.ts';
import { documentEnding } from '../domain/document-ending.ts';
import { shapeOf } from '../import/find-documents.ts';
import { importPaths } from '../import/import-paths.ts';
import type { IntakeDeps } from '../received.ts';
import type { Arrival, ImportResult } from './arrival.ts';
import { receiveDocument } from './receive-document.ts';
import type { Spool } from './spool.ts';
import type { TakenBody } from './take-body.ts';

/** Bytes in our hands, in memory or on the disk, and what their sender says they are. */
export interface TakenDocument {
  readonly held: { readonly bytes: Buffer } | { readonly path: string };
  readonly name: string | null;
  readonly contentType: string | null;
  /** Ending of its file, with the dot. */
  readonly ending: string;
}

/** What a body shall be read as. */
export function endingOf(taken: TakenBody, name: string | null, contentType: string | null): string {
  const head = taken.head.toString('utf8');
  return documentEnding({ name, contentType, head, isWhole: 'bytes' in taken.held });
}

/** Receives a document that was taken at a door; a file goes the way of every imported file, an archive among them. */
export async function receiveTaken(
  deps: IntakeDeps & { readonly spool: Spool },
  actor: Actor,
  document: TakenDocument,
  arrival: Arrival,
): Promise<ImportResult> {
  const { held, ending } = document;
  if ('path' in held) return importFile(deps, actor, held.path, document, arrival);
  const { bytes } = held;
  const shape = shapeOf(ending);
  const name = nameOf(document);
  if (shape !== 'other')
    return receiveDocument(
      deps,
      actor,
      { path: name, name, bytes, sizeBytes: bytes.length, shape, beside: new Set() },
      arrival,
    );
  const path = deps.spool.placeFor(ending);
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    return await importFile(deps, actor, path, document, arrival);
  } finally {
    await rm(path, { force: true });
  }
}

function importFile(
  deps: IntakeDeps,
  actor: Actor,
  path: string,
  document: TakenDocument,
  { source, sender, channel, receivedAt }: Arrival,
): Promise<ImportResult> {
  const options = { source, channel, receivedAt, named: nameOf(document), alone: true } as const;
  return importPaths(deps, actor, [path], sender === null ? options : { ...options, provider: sender });
}

/** Never a path of ours, and of the sender's only the last part. */
function nameOf({ name, ending }: TakenDocument): string {
  return name === null ? `document${ending}` : basename(name);
}
