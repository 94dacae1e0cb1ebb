import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { ImportResult, Waiting } from '../door/arrival.ts';
import { reportsIn } from '../door/receive-document.ts';
import { storeReceipts } from '../door/store-receipts.ts';
import type { IntakeDeps } from '../received.ts';
import type { Channel } from '../types.ts';
import { findDocuments } from './find-documents.ts';

export interface ImportOptions {
  readonly source: Source;
  /** Who sent the files, where they do not say. */
  readonly provider?: string;
  /** How they came. @default file */
  readonly channel?: Channel;
  /** When they came. @default now, for each document */
  readonly receivedAt?: Instant;
  /** What a single file is called, where its place on the disk is not its sender's affair. @default its path */
  readonly named?: string;
  /** A single file lies among strangers: nothing beside it is its media. @default false */
  readonly alone?: true;
}

/** Receives the reports of files and folders; otherwise as `storeReceipts`. */
export function importPaths(
  deps: IntakeDeps,
  actor: Actor,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportResult> {
  return storeReceipts(deps, actor, reportsOf(deps, paths, options));
}

async function* reportsOf(deps: IntakeDeps, paths: readonly string[], options: ImportOptions): AsyncGenerator<Waiting> {
  const { source, channel = 'file', provider = null } = options;
  for await (const document of findDocuments(paths)) {
    if (document.shape === 'other' && !paths.includes(document.path)) continue;
    const receivedAt = options.receivedAt ?? deps.clock.now();
    const isGiven = paths.includes(document.path);
    const own = {
      ...document,
      ...(isGiven && options.named !== undefined ? { name: options.named } : {}),
      ...(isGiven && options.alone ? { beside: new Set<string>() } : {}),
    };
    yield* reportsIn(deps, own, { source, channel, sender: provider, receivedAt });
  }
}
