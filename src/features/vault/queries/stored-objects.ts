import type { Queryable } from '#platform/postgres/transaction.ts';
import { namesAfter, namesWhole } from '../store/objects.ts';
import type { StoredName } from '../types.ts';

// Rows of one page; a name and an id each.
const PAGE = 10_000;

/** Every object that was not expunged, with its name in the store: what a backup has to hold. */
export async function* storedObjects(q: Queryable): AsyncGenerator<StoredName> {
  for (let after: StoredName | null = null; ; ) {
    const page: readonly StoredName[] = await namesAfter(q, after?.objectId ?? null, PAGE);
    yield* page;
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return;
  }
}

/** Those of the names that still belong to an object nobody expunged. */
export function stillStored(q: Queryable, names: readonly string[]): Promise<ReadonlySet<string>> {
  return namesWhole(q, names);
}
