import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { type Db, inTransaction, type Queryable, type Tx } from '#platform/postgres/transaction.ts';
import {
  countObjectsOf,
  deleteServed,
  insertDisposedCases,
  lockObjectsOf,
  markRemoved,
  selectFilesToRemove,
  type VaultCase,
} from '../store/dispose.ts';
import type { StoredBytes, Vault } from '../types.ts';

/**
 * Destroys the keys of the objects that serve only these cases; an object that serves another case stays readable for it.
 * The files are removed after the commit (`removeDisposedFiles`): without its key a file is noise already.
 */
export async function disposeCases(
  tx: Tx,
  deps: { readonly clock: Clock },
  order: { readonly cases: readonly VaultCase[]; readonly by: Actor },
): Promise<{ readonly objects: number; readonly bytes: number }> {
  const at = deps.clock.now();
  await insertDisposedCases(tx, order.cases, { actor: actorRef(order.by), at });
  return deleteServed(tx, await lockObjectsOf(tx, order.cases), at);
}

/** How many objects these cases have, shared ones included. */
export function objectsOfCases(q: Queryable, cases: readonly VaultCase[]): Promise<number> {
  return countObjectsOf(q, cases);
}

/** Removes the files of destroyed objects and answers how many; run again after a kill, it takes up where it stopped. */
export async function removeDisposedFiles(
  db: Db,
  deps: { readonly clock: Clock; readonly vault: Pick<Vault, 'discard'> },
): Promise<number> {
  const files = await selectFilesToRemove(db);
  // `discard` looks at the name on disk alone.
  await Promise.all(files.map(({ storedAs }) => deps.vault.discard({ storedAs } as StoredBytes)));
  const ids = files.map((file) => file.objectId);
  if (ids.length > 0) await inTransaction(db, (tx) => markRemoved(tx, ids, deps.clock.now()));
  return ids.length;
}
