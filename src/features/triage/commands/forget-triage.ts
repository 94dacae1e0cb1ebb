import type { Tx } from '#platform/postgres/transaction.ts';
import { emptyTriageOf } from '../store/forget.ts';

/** Empties what triage wrote in words about disposed reports; dispositions, reasons and scores stay. Answers how many rows. */
export function forgetTriage(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return emptyTriageOf(tx, reportIds);
}
