import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { JOIN_WINDOW, JOINING_KINDS, type JoinReason, orderReasons, planJoin } from '../domain/join-reports.ts';
import { findCandidates, type JoinCandidate, selectFirstNotices, selectJoins } from '../store/joins.ts';
import type { Channel, ReportFormat } from '../types.ts';

/** One proposal of the machine: this and that report may be one notice, for these reasons. */
export interface ProposedJoin {
  readonly report: string;
  readonly sender: string;
  readonly format: ReportFormat;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly reasons: readonly JoinReason[];
  /** Which of the two would be counted and worked on. */
  readonly counts: 'this' | 'other';
}

/** What a person said of this report and another one. */
export interface StandingJoin {
  readonly join: number;
  readonly report: string;
  readonly verdict: 'same-notice' | 'different';
  readonly counts: 'this' | 'other' | null;
  readonly at: Instant;
}

/** What is proposed for a report and what stands; the caller has asked for permission. */
export async function joinsOf(
  q: Queryable,
  reportId: number,
): Promise<{ readonly proposed: readonly ProposedJoin[]; readonly standing: readonly StandingJoin[] }> {
  const candidates = await proposedFor(q, reportId);
  const rows = await selectJoins(q, reportId);
  return {
    proposed: candidates.map((one) => ({
      report: one.number,
      sender: one.sender,
      format: one.format,
      channel: one.channel,
      receivedAt: one.receivedAt,
      reasons: reasonsOf(one),
      counts: planOf(reportId, one).counted === reportId ? ('this' as const) : ('other' as const),
    })),
    standing: rows.map((row) => ({
      join: row.joinId,
      report: row.entryReportId === reportId ? row.formal : row.entry,
      verdict: row.verdict,
      counts: row.countedReportId === null ? null : row.countedReportId === reportId ? 'this' : 'other',
      at: row.at,
    })),
  };
}

/** The same, as the command needs it. */
export function proposedFor(q: Queryable, reportId: number): Promise<readonly JoinCandidate[]> {
  return findCandidates(q, reportId, { kinds: JOINING_KINDS, ...JOIN_WINDOW });
}

/** Which of the two stays, were they joined. */
export function planOf(reportId: number, other: JoinCandidate) {
  const own = { reportId, state: other.ownState, sender: other.ownSender };
  return other.isEntry ? planJoin(own, other) : planJoin(other, own);
}

export function reasonsOf(candidate: JoinCandidate): readonly JoinReason[] {
  return orderReasons(candidate.reasons, { own: candidate.ownSender, other: candidate.sender });
}

/** First notices, for the clocks: reports that were told before they came in form. */
export function firstNoticesOf(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, Instant>> {
  return selectFirstNotices(q, reportIds);
}
