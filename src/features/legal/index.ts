export { startClocks } from './commands/gather-reports.ts';
export { legalRoutes } from './http.ts';
export { CLOCK_WORDS } from './messages.ts';
export { clockReasons } from './queries/clock-reasons.ts';
export { clocksOf, earliestLoss, gatesOf } from './queries/clocks-of.ts';
export { decisionDue } from './rule-book.ts';
export type { DataLoss, LegalClock, LegalGate } from './types.ts';
