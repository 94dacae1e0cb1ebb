import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';

export interface SenderRow {
  readonly source: Source;
  readonly sender: string;
  readonly lastSeenAt: Instant;
  /** In the days observed before its last report. */
  readonly observed: number;
  readonly lastDay: number;
  readonly lastWeek: number;
  /** Of the last week: could not be understood · departed from its schema. */
  readonly unreadable: number;
  readonly drifted: number;
}

/**
 * Every sender there has been, with its last days. From one sender to the next by `intake_report_sender`: what is read are the
 * reports of the days asked for, however many are stored.
 */
export function selectSenders(q: Queryable, now: Instant, observedDays: number): Promise<SenderRow[]> {
  return q.query<SenderRow>(
    `with recursive known as (
       (select source, sender from intake_report order by source, sender limit 1)
       union all
       select next.source, next.sender
       from known
       cross join lateral (
         select report.source, report.sender from intake_report report
         where (report.source, report.sender) > (known.source, known.sender)
         order by report.source, report.sender
         limit 1) next
     )
     select known.source, known.sender, last.received_at as "lastSeenAt", rhythm.observed, recent."lastDay", recent."lastWeek",
            recent.unreadable, recent.drifted
     from known
     cross join lateral (
       select received_at from intake_report
       where source = known.source and sender = known.sender
       order by received_at desc
       limit 1) last
     cross join lateral (
       select count(*)::int as observed from intake_report
       where source = known.source and sender = known.sender
         and received_at > last.received_at - make_interval(days => $2)) rhythm
     cross join lateral (
       select count(*) filter (where received_at > $1::timestamptz - interval '1 day')::int as "lastDay",
              count(*)::int as "lastWeek",
              count(*) filter (where reading = 'unreadable')::int as unreadable,
              count(*) filter (where exists (
                select from intake_drift drift where drift.report_id = report.report_id))::int as drifted
       from intake_report report
       where source = known.source and sender = known.sender and received_at > $1::timestamptz - interval '7 days') recent
     order by known.source, known.sender`,
    [now, observedDays],
  );
}
