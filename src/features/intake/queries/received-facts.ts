import { readOnce } from '#platform/postgres/in-hand.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ReportFacts, ReportHead } from '../types.ts';
import { reportFacts } from './report-facts.ts';
import { reportHeads } from './report-heads.ts';

// What stages look at, and never change: read once for all of them that run in one transaction.

/** As `reportHeads`, for a stage. */
export function headsForStage(tx: Tx, reportIds: readonly number[]): Promise<readonly ReportHead[]> {
  return readOnce(tx, reportIds, reportHeads, (head) => head.reportId);
}

/** As `reportFacts` of the current versions, for a stage. */
export function factsForStage(tx: Tx, reportIds: readonly number[]): Promise<readonly ReportFacts[]> {
  return readOnce(tx, reportIds, currentFacts, (facts) => facts.reportId);
}

const currentFacts = (tx: Tx, reportIds: readonly number[]) => reportFacts(tx, reportIds);
