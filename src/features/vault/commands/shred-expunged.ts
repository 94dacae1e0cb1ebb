import type { Clock } from '#core/clock.ts';
import type { BlobStore } from '#platform/blobs/blob-store.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { lockBlobsToShred, markShredded } from '../store/expunge.ts';

const BATCH = 200;

/** Removes the bytes of expunged objects; the row of each says whether that is still to do, so that a crash forgets nothing. */
export async function shredExpunged(blobs: BlobStore, tx: Tx, deps: { readonly clock: Clock }): Promise<number> {
  const due = await lockBlobsToShred(tx, BATCH);
  for (const { storedAs } of due) await blobs.shred(storedAs);
  if (due.length > 0)
    await markShredded(
      tx,
      due.map((object) => object.objectId),
      deps.clock.now(),
    );
  return due.length;
}
