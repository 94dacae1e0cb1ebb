export { type LedgerMove, type LedgerRefusal, moveInLedger } from './commands/move-in-ledger.ts';
export { receiveReport, receiveSet } from './commands/receive-set.ts';
export { narrativeBodies } from './queries/narrative-bodies.ts';
export { reportFacts } from './queries/report-facts.ts';
export { listReports, type ReportFilter, reportHeads } from './queries/report-heads.ts';
export { resolveReport } from './queries/resolve-report.ts';
export { victimPlaces } from './queries/victim-places.ts';
export type { IntakeDeps, RawBytes, ReceiptOutcome, ReceiveDeps, Received } from './received.ts';
export type { ReportFacts, ReportHead } from './types.ts';
