export { announceDueDecisions } from './commands/announce-due-decisions.ts';
export { changeUrgency } from './commands/change-urgency.ts';
export { type ClaimRefusal, claimReport as claim, releaseClaim } from './commands/claim-report.ts';
export { type Decided, type DecideRefusal, decideReport as decide } from './commands/decide-report.ts';
export { expireLeases } from './commands/expire-leases.ts';
export { forgetTriage } from './commands/forget-triage.ts';
export { confirmFactor } from './commands/judge-factor.ts';
export { noteRouteHint, type RouteHint } from './commands/note-route-hint.ts';
export { openInQueue, type ReceivedReport } from './commands/open-in-queue.ts';
export { type ReawakeningReason, reawaken } from './commands/reawaken-reports.ts';
export { type Lease, takeNext } from './commands/take-next.ts';
export { triageReports } from './commands/triage-reports.ts';
export { undoDecision } from './commands/undo-decision.ts';
export { triageRoutes } from './http.ts';
export {
  assessmentReasons,
  assessmentsOf,
  decisionRoad,
  decisionsOf,
  imminentSince,
  queueLevels,
} from './queries/explain-triage.ts';
export { type ListedReport, type ListFilter, listWithStanding } from './queries/list-reports.ts';
export { type QueueFilter, type QueueItem, type QueuePage, queuePage } from './queries/queue-page.ts';
