import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectLastActs } from '../store/last-acts.ts';

/** When people last worked on each of these objects, refusals left out; objects nobody touched are absent. */
export function lastActsOn(
  q: Queryable,
  objectKind: string,
  objectIds: readonly number[],
): Promise<ReadonlyMap<number, Instant>> {
  return selectLastActs(q, objectKind, objectIds);
}
