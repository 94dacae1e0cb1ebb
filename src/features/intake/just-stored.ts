import type { Db } from '#platform/postgres/transaction.ts';
import type { ReportFacts } from './types.ts';

// Five sets: what an import is ahead of its stages by. Beyond it, the stages read from the database like everybody else.
const MOST_REPORTS = 5_000;

const kept = new WeakMap<Db, Map<number, ReportFacts>>();

/** Keeps, for the stages of this same process, what it has just committed; whatever does not fit is read from the database. */
export function keepJustStored(db: Db, stored: readonly ReportFacts[]): void {
  const ofDb = kept.get(db) ?? new Map<number, ReportFacts>();
  kept.set(db, ofDb);
  for (const facts of stored) {
    if (ofDb.size >= MOST_REPORTS) ofDb.delete(ofDb.keys().next().value as number);
    ofDb.set(facts.reportId, facts);
  }
}

/** Hands over what was kept of these reports, once. */
export function takeJustStored(db: Db, reportIds: readonly number[]): readonly ReportFacts[] {
  const ofDb = kept.get(db);
  if (ofDb === undefined) return [];
  return reportIds.flatMap((reportId) => {
    const facts = ofDb.get(reportId);
    ofDb.delete(reportId);
    return facts ?? [];
  });
}
