import type { Actor } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { receiveSet } from '../commands/receive-set.ts';
import { keepJustStored, takeJustStored } from '../just-stored.ts';
import type { IntakeDeps, ReceiptOutcome } from '../received.ts';
import type { ReportFacts } from '../types.ts';
import type { ImportOptions } from './import-options.ts';
import { type Arrival, readArrivals } from './read-arrivals.ts';

export type { ImportOptions } from './import-options.ts';

/** What an import did (interface page, section 3). */
export interface ImportResult {
  readonly received: number;
  readonly repeated: number;
  readonly newVersions: number;
  /** Known reports that were given files they lacked. */
  readonly completed: number;
  readonly unreadable: number;
  readonly items: readonly {
    readonly file: string;
    readonly report: string;
    readonly outcome: ReceiptOutcome['outcome'];
  }[];
}

const SET_SIZE = 1_000;
// A set is also bounded by its bytes, so that a folder of large documents does not fill memory.
const SET_BYTES = 32 * MIB;

/**
 * Receives the reports of files, folders and archives, in sets of at most 1,000, each in one transaction. Bytes imported before answer
 * `repeated` and store nothing; what nobody can read is received as unreadable. Throws `not-permitted` for an actor who may not.
 */
export async function importPaths(
  deps: IntakeDeps,
  actor: Actor,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportResult> {
  const items: ImportResult['items'][number][] = [];
  let storing: Promise<void> = Promise.resolve();
  // The next set is read while the last one is being stored; at most two are in memory.
  for await (const set of setsOf(deps, paths, options)) {
    await storing;
    storing = storeSet(deps, actor, set, items);
    storing.catch(() => undefined);
  }
  await storing;
  const count = (outcome: ReceiptOutcome['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    received: count('received'),
    repeated: count('repeated'),
    newVersions: count('new-version'),
    completed: count('completed'),
    unreadable: count('unreadable'),
    items,
  };
}

async function* setsOf(
  deps: IntakeDeps,
  paths: readonly string[],
  options: ImportOptions,
): AsyncGenerator<readonly Arrival[]> {
  let set: Arrival[] = [];
  let bytes = 0;
  for await (const waiting of readArrivals(deps, paths, options)) {
    set.push(waiting);
    bytes += waiting.received.raw.inline?.length ?? 0;
    if (set.length >= SET_SIZE || bytes >= SET_BYTES) {
      yield set;
      set = [];
      bytes = 0;
    }
  }
  if (set.length > 0) yield set;
}

async function storeSet(
  deps: IntakeDeps,
  actor: Actor,
  set: readonly Arrival[],
  items: ImportResult['items'][number][],
): Promise<void> {
  const facts: ReportFacts[] = [];
  const onStored = (written: readonly ReportFacts[]) => void facts.push(...written);
  const stored = await inTransaction(deps.db, (tx) =>
    receiveSet(
      tx,
      { ...deps, onStored },
      actor,
      set.map((waiting) => waiting.received),
    ),
  );
  if (!stored.ok) throw new Error('not-permitted');
  keepJustStored(deps.db, facts);
  // What was completed is more than what was stored.
  const completed = stored.value.filter(({ outcome }) => outcome === 'completed');
  takeJustStored(
    deps.db,
    completed.map(({ reportId }) => reportId),
  );
  for (const [at, outcome] of stored.value.entries()) {
    items.push({ file: set[at]?.file ?? '', report: outcome.number, outcome: outcome.outcome });
  }
}
