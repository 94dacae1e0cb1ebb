import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { LegalClock } from '../types.ts';
import { addToDay, civilDayIn, endOfDay, sameTimeLater } from './calendar.ts';
import { type ClockRules, lossRuleFor, regimeInForce } from './rules.ts';

/** What clocks need to know of a report. */
export interface ClockedReport {
  readonly reportId: number;
  readonly source: Source;
  /** What kind of report it is, where that decides whether it is a notification. */
  readonly format?: string;
  /** Whether a provider’s notice is what this report passes on. @default it is not */
  readonly passesNotice?: boolean;
  readonly receivedAt: Instant;
  /** When the sender says it reported; null unless stated with a zone. */
  readonly reportedAt: Instant | null;
  /** When addresses with a port were seen; only times with a stated zone. */
  readonly addressesSeenAt: readonly Instant[];
}

/** Which clocks run for a report, at most one of each kind. An unknown start falls back to receipt and says so by its standing. */
export function startClocksOf(report: ClockedReport, rules: ClockRules): readonly LegalClock[] {
  const clocks = [mraPreservation(report, rules), usPreservation(report, rules), portLogs(report, rules)];
  return clocks.filter((clock) => clock !== null);
}

/** MRA 4(1): the day of the notification itself is not counted; the duty lasts to the end of the last day. */
function mraPreservation(report: ClockedReport, rules: ClockRules): LegalClock | null {
  const firstKnown = earlier(report.reportedAt, report.receivedAt);
  const candidate = regimeInForce(rules.regimes, report.source, report.receivedAt);
  const line = candidate?.appliesTo.find((entry) => entry.source === report.source);
  if (!candidate || !line || line.exceptFormats?.includes(report.format ?? '')) return null;
  if (line.onlyPassedNotices && !report.passesNotice) return null;
  const startsAt = line.startsFrom === 'receipt' ? report.receivedAt : firstKnown;
  // A notice keeps the regime it was born under: the one in force on the day of the first notice.
  const regime = regimeInForce(rules.regimes, report.source, startsAt);
  if (!regime) return null;
  const { zone } = regime.preservation;
  const lastDay = addToDay(civilDayIn(startsAt, zone), regime.preservation);
  return {
    reportId: report.reportId,
    kind: 'mra-preservation',
    regime: regime.code,
    startsAt,
    dueAt: endOfDay(lastDay, zone),
    ruleVersion: rules.version,
    sourceKey: regime.source,
    standing: line.standing,
  };
}

/** 18 USC 2258A: a completed CyberTip is a preservation request. */
function usPreservation(report: ClockedReport, rules: ClockRules): LegalClock | null {
  if (report.source !== 'ncmec') return null;
  const startsAt = earlier(report.reportedAt, report.receivedAt);
  const rule = lossRuleFor(rules.usProviderPreservation, startsAt);
  if (!rule) return null;
  return {
    reportId: report.reportId,
    kind: 'us-provider-preservation',
    regime: null,
    startsAt,
    dueAt: sameTimeLater(startsAt, rule.length, rule.zone),
    ruleVersion: rules.version,
    sourceKey: rule.source,
    standing: report.reportedAt === null ? 'to-be-confirmed' : rule.standing,
  };
}

/** The first log entry still alive at receipt; when all are gone, the one that died last. */
function portLogs(report: ClockedReport, rules: ClockRules): LegalClock | null {
  const ends = report.addressesSeenAt
    .flatMap((startsAt) => {
      const rule = lossRuleFor(rules.ipPortLogs, startsAt);
      return rule ? [{ startsAt, rule, dueAt: sameTimeLater(startsAt, rule.length, rule.zone) }] : [];
    })
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const end = ends.find((one) => one.dueAt > report.receivedAt) ?? ends.at(-1);
  if (!end) return null;
  return {
    reportId: report.reportId,
    kind: 'ip-port-logs',
    regime: null,
    startsAt: end.startsAt,
    dueAt: end.dueAt,
    ruleVersion: rules.version,
    sourceKey: end.rule.source,
    standing: end.rule.standing,
  };
}

function earlier(stated: Instant | null, receivedAt: Instant): Instant {
  return stated !== null && stated < receivedAt ? stated : receivedAt;
}
