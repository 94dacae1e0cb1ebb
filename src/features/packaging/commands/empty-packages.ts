import type { Tx } from '#platform/postgres/transaction.ts';
import { emptyPackagesOf } from '../store/forget.ts';

/**
 * Empties the packages of disposed reports: items, judged facts, sealed content, notes. Number, recipient, bag hash, moves and
 * release stay, so that a recipient's receipt can still be held against it. A package is disposed of whole (legal sees to it).
 */
export function emptyPackages(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return emptyPackagesOf(tx, reportIds);
}
