import type { Queryable } from '#platform/postgres/transaction.ts';
import { type CutOver, selectCutOver, selectFirstOwnDay } from '../store/cut-over.ts';

/** The cut-over in force and the first day this house received by itself. */
export async function showCutOver(
  q: Queryable,
): Promise<{ readonly cutOver: CutOver | null; readonly firstOwnDay: string | null }> {
  return { cutOver: await selectCutOver(q), firstOwnDay: await selectFirstOwnDay(q) };
}
