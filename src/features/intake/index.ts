export { closeStaleUnfinished } from './commands/close-stale-unfinished.ts';
export { expungeContent, lockReports } from './commands/expunge-content.ts';
export { type Joined, type JoinRefusal, joinReports, keepApart, undoJoin } from './commands/join-reports.ts';
export { type LedgerMove, type LedgerRefusal, moveInLedger } from './commands/move-in-ledger.ts';
export { receiveReport, receiveSet } from './commands/receive-set.ts';
export type { Arrival, ImportResult, Receipt } from './door/arrival.ts';
export { drainSpool } from './door/drain-spool.ts';
export { type DoorDeps, enter } from './door/enter.ts';
export { receiveDocument } from './door/receive-document.ts';
export { openDoorSpool } from './door/rules.ts';
export { inReceiptTransaction } from './door/store-receipts.ts';
export { type Inbox, watchInbox } from './door/watch-inbox.ts';
export { intakeRoutes } from './http.ts';
export { cutOverRoutes } from './http-cut-over.ts';
export { deskEntryRoutes } from './http-desk.ts';
export { deskDocumentRoutes } from './http-desk-documents.ts';
export { doorRoutes } from './http-doors.ts';
export { quotaRoutes } from './http-quotas.ts';
export { type ImportedCases, importOldCases, type OldCasesRefusal } from './import/import-old-cases.ts';
export { type ImportOptions, importPaths } from './import/import-paths.ts';
export type { IspwsDeps } from './ispws/deps.ts';
export { ispwsPlugin } from './ispws/plugin.ts';
export { firstNoticesOf, joinsOf } from './queries/joins-of.ts';
export { narrativeBodies } from './queries/narrative-bodies.ts';
export { rawBytesOf } from './queries/raw-bytes.ts';
export { factsForStage, headsForStage, takeInHand } from './queries/received-facts.ts';
export { reportFacts } from './queries/report-facts.ts';
export { asSendersKnow, listReports, type ReportFilter, reportHeads } from './queries/report-heads.ts';
export { resolveReport } from './queries/resolve-report.ts';
export {
  contentCounts,
  disposableReports,
  type RetentionFacts,
  reportIdsByNumber,
  retentionFacts,
} from './queries/retention-facts.ts';
export { type ReadRefusal, type ReportPage, showReport } from './queries/show-report.ts';
export { victimPlaces } from './queries/victim-places.ts';
export type { IntakeDeps, RawBytes, ReceiptOutcome, ReceiveDeps, Received } from './received.ts';
export type { ReportFacts, ReportHead } from './types.ts';
