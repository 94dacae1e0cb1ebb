import type { ObjectId } from '#core/ids.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { findCustody, findFacts } from '../store/objects.ts';
import type { CustodyEntry, ObjectFacts } from '../types.ts';

/** Custody lines of these reports or these objects, oldest first. */
export function custodyOf(
  q: Queryable,
  of: { readonly reportIds: readonly number[] } | { readonly objectIds: readonly ObjectId[] },
): Promise<readonly CustodyEntry[]> {
  return findCustody(q, of);
}

/** Hashes, size and date of these objects, ordered by id; unknown ids are left out. */
export function objectFacts(q: Queryable, objectIds: readonly ObjectId[]): Promise<readonly ObjectFacts[]> {
  return findFacts(q, objectIds);
}
