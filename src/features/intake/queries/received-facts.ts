import { inHandOf, putInHand, readOnce } from '#platform/postgres/in-hand.ts';
import type { Db, Tx } from '#platform/postgres/transaction.ts';
import { keepJustStored, takeJustStored } from '../just-stored.ts';
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

/**
 * Gives a transaction of stages what this process itself has just stored of these reports, where that is still their current version:
 * nothing is read back that was in hand a moment ago.
 */
export async function takeInHand(tx: Tx, db: Db, reportIds: readonly number[]): Promise<void> {
  const stored = takeJustStored(db, reportIds);
  if (stored.length === 0) return;
  const versions = new Map((await headsForStage(tx, reportIds)).map(({ reportId, version }) => [reportId, version]));
  const current = stored.filter(({ reportId, version }) => versions.get(reportId) === version);
  putInHand(tx, currentFacts, current, (facts) => facts.reportId);
}

/** Keeps what this transaction knows of these reports for the next one that takes them in hand. */
export function leaveForNext(tx: Tx, db: Db, reportIds: readonly number[]): void {
  keepJustStored(db, inHandOf(tx, reportIds, currentFacts));
}

const currentFacts = (tx: Tx, reportIds: readonly number[]) => reportFacts(tx, reportIds);
