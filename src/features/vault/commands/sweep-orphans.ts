import { type Clock, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import type { BlobStore } from '#platform/blobs/blob-store.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { namesInUse } from '../store/objects.ts';
import type { SweepReport } from '../types.ts';

// Names asked of the database at once.
const BATCH = 1_000;

/** Removes what crashed writers left: a file becomes an orphan only when its row is still missing a day later. */
export async function sweepOrphans(
  blobs: BlobStore,
  q: Queryable,
  deps: { readonly clock: Clock },
): Promise<SweepReport> {
  const before = plusMs(deps.clock.now(), -DAY_MS);
  let orphansRemoved = 0;
  let batch: string[] = [];
  const removeUnused = async () => {
    const used = await namesInUse(q, batch);
    const orphans = batch.filter((name) => !used.has(name));
    await Promise.all(orphans.map((name) => blobs.remove(name)));
    orphansRemoved += orphans.length;
    batch = [];
  };
  for await (const { name, modifiedAt } of blobs.list()) {
    if (modifiedAt >= before) continue;
    batch.push(name);
    if (batch.length === BATCH) await removeUnused();
  }
  if (batch.length > 0) await removeUnused();
  return { orphansRemoved, draftsRemoved: await blobs.removeDraftsBefore(before) };
}
