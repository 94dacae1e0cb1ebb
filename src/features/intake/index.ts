export { ADVICE_WORDS } from './advice-words.ts';
export { closeStaleUnfinished } from './commands/close-stale-unfinished.ts';
export { expungeContent, forgetArchives, lockReports } from './commands/expunge-content.ts';
export {
  type FiledNotice,
  type FilingRefusal,
  fileNotice,
  type NoticeFiling,
  providerOf,
} from './commands/file-notice.ts';
export { type Joined, type JoinRefusal, joinReports, keepApart, undoJoin } from './commands/join-reports.ts';
export { type LedgerMove, type LedgerRefusal, moveInLedger } from './commands/move-in-ledger.ts';
export { type ArchiveRefusal, openArchive } from './commands/open-archive.ts';
export { readTipPdfs } from './commands/read-tip-pdfs.ts';
export { receiveReport, receiveSet } from './commands/receive-set.ts';
export { sweepDrafts } from './commands/sweep-drafts.ts';
export { emptyReport } from './domain/empty-report.ts';
export {
  type Completeness,
  type CompletenessItem,
  completenessOf,
  type NoticeRules,
  type ProviderNotice,
  SECTION_11,
} from './domain/notice.ts';
export type { NoticeReceipt } from './domain/notice-receipt.ts';
export type { NoticeTerms } from './domain/notice-terms.ts';
export type { Arrival, ImportResult, Receipt } from './door/arrival.ts';
export { drainSpool } from './door/drain-spool.ts';
export { type DoorDeps, enter } from './door/enter.ts';
export { copyMappings } from './door/look-ahead.ts';
export { receiveDocument } from './door/receive-document.ts';
export { type MailRefusal, receiveMail } from './door/receive-mail.ts';
export { openDoorSpool } from './door/rules.ts';
export { inReceiptTransaction, storeReceipts } from './door/store-receipts.ts';
export { type Inbox, watchInbox } from './door/watch-inbox.ts';
export { intakeRoutes } from './http.ts';
export { cutOverRoutes } from './http-cut-over.ts';
export { deskEntryRoutes } from './http-desk.ts';
export { deskDocumentRoutes } from './http-desk-documents.ts';
export { doorRoutes } from './http-doors.ts';
export { healthRoutes } from './http-health.ts';
export { mappingRoutes } from './http-mappings.ts';
export { providerPeopleRoutes } from './http-provider-people.ts';
export { providerRoutes } from './http-providers.ts';
export { quotaRoutes } from './http-quotas.ts';
export { repairRoutes } from './http-repair.ts';
export { versionRoutes } from './http-versions.ts';
export { type ImportedCases, importOldCases, type OldCasesRefusal } from './import/import-old-cases.ts';
export { type ImportOptions, importPaths } from './import/import-paths.ts';
export type { IspwsDeps } from './ispws/deps.ts';
export { ispwsPlugin } from './ispws/plugin.ts';
export { NOTICE_DRIFT_WORDS } from './notice-messages.ts';
export { readPackageAccount } from './parse/read-package-account.ts';
export { providerPlugin } from './portal/plugin.ts';
export { firstNoticesOf, joinsOf } from './queries/joins-of.ts';
export { mailRoad } from './queries/mail-ways.ts';
export { narrativeBodies } from './queries/narrative-bodies.ts';
export { listNotices, noticeReceipt, noticeReceipts } from './queries/notices.ts';
export { ownQualityCard, type QualityCard } from './queries/quality-card.ts';
export { rawBytesOf } from './queries/raw-bytes.ts';
export { factsForStage, headsForStage, leaveForNext, takeInHand } from './queries/received-facts.ts';
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
export { repairRoad } from './queries/show-bench.ts';
export { type ReadRefusal, type ReportPage, showReport } from './queries/show-report.ts';
export { victimPlaces } from './queries/victim-places.ts';
export type { IntakeDeps, RawBytes, ReceiptOutcome, ReceiveDeps, Received } from './received.ts';
export type { ReportFacts, ReportHead } from './types.ts';
