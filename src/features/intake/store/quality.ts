import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { NoticeQuality } from '../domain/quality-lines.ts';

/** The card of a provider over [from, to), by the index `intake_notice_newest`: it reads the notices of the period and no other. */
export async function selectQuality(
  q: Queryable,
  providerId: number,
  period: { readonly from: Instant; readonly to: Instant },
): Promise<NoticeQuality> {
  const [row] = await q.query<NoticeQuality>(
    `with own as (
       select notice.missing, notice.transmission_data_missing, notice.completeness, notice.connections,
              notice.connections_without_port, notice.times, notice.times_without_zone, notice.files,
              notice.files_view_unstated, notice.repeats, report.duplicate_of, report.current_version,
              extract(epoch from notice.received_at - notice.discovered_at) / 60 as lag_minutes
       from intake_notice notice
       join intake_report report on report.report_id = notice.report_id
       where notice.provider_id = $1 and notice.received_at >= $2 and notice.received_at < $3 and notice.duty = 's3'
         and report.excluded is null
     )
     select count(*)::int as notices,
            coalesce(sum(connections), 0)::int as connections,
            coalesce(sum(connections_without_port), 0)::int as "connectionsWithoutPort",
            coalesce(sum(times), 0)::int as times,
            coalesce(sum(times_without_zone), 0)::int as "timesWithoutZone",
            coalesce(sum(files), 0)::int as files,
            coalesce(sum(files_view_unstated), 0)::int as "filesViewUnstated",
            coalesce(sum(repeats), 0)::int as repeats,
            count(duplicate_of)::int as duplicates,
            (count(*) filter (where current_version > 1))::int as amended,
            round(percentile_cont(0.5) within group (order by lag_minutes) filter (where lag_minutes >= 0))::float8
              as "lagMedianMinutes",
            round(percentile_cont(0.9) within group (order by lag_minutes) filter (where lag_minutes >= 0))::float8
              as "lagP90Minutes",
            (count(*) filter (where lag_minutes >= 0))::int as "lagKnown",
            (count(*) filter (where lag_minutes < 0))::int as "discoveredLater",
            jsonb_build_object(
              'a', count(*) filter (where 'a' = any(missing)), 'b', count(*) filter (where 'b' = any(missing)),
              'c', count(*) filter (where 'c' = any(missing)), 'd', count(*) filter (where 'd' = any(missing)),
              'e', count(*) filter (where 'e' = any(missing))) as missing,
            (count(*) filter (where transmission_data_missing))::int as "transmissionDataMissing",
            (percentile_cont(0.5) within group (order by completeness))::float8 as "completenessMedian"
     from own`,
    [providerId, period.from, period.to],
  );
  if (!row) throw new Error('A count gave no row.');
  return row;
}
