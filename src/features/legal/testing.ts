import type { Instant } from '#core/clock.ts';
import type { ReportUnderLaw } from './commands/start-clocks.ts';

/** A provider's report of 24 November 2026 that says nothing more. */
export function aReportUnderLaw(fields: Partial<ReportUnderLaw> = {}): ReportUnderLaw {
  return {
    reportId: 1,
    source: 'provider',
    receivedAt: '2026-11-24T12:00:00.000Z' as Instant,
    reportedAt: null,
    senderAlarm: null,
    addressesSeenAt: [],
    identifiers: [],
    files: [],
    ...fields,
  };
}
