import type { Actor } from '#core/actor.ts';
import type { ImportResult } from '../door/arrival.ts';
import { storeReceipts } from '../door/store-receipts.ts';
import type { IntakeDeps } from '../received.ts';
import type { ImportOptions } from './import-options.ts';
import { readArrivals } from './read-arrivals.ts';

export type { ImportOptions } from './import-options.ts';

/** Receives the reports of files, folders and archives; otherwise as `storeReceipts`. */
export function importPaths(
  deps: IntakeDeps,
  actor: Actor,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportResult> {
  return storeReceipts(deps, actor, readArrivals(deps, paths, options));
}
