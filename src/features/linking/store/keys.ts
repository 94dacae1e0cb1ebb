import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { KeyState } from '../domain/place-reports.ts';
import type { StrongKind } from '../types.ts';

/** One value of one report; `hubAbove` is the kind's limit. */
export interface CountedKey {
  readonly reportId: number;
  readonly fingerprint: string;
  readonly kind: StrongKind;
  readonly hubAbove: number;
}

/** A value as counted. */
export interface KeyRow extends KeyState {
  readonly fingerprint: string;
  readonly kind: StrongKind;
  readonly hubSince: Instant | null;
}

/**
 * Counts each value once per report, demotes those that became too common, and returns what is now known of them.
 * The values' rows stay locked, in the order of the fingerprints, until the end of the transaction: sets that share a value
 * wait for each other, so that whoever comes second sees the anchor's subject.
 */
export async function countKeys(tx: Tx, keys: readonly CountedKey[], now: Instant): Promise<readonly KeyRow[]> {
  return tx.query<KeyRow>(
    `with given as (
       select report_id, fingerprint, kind, hub_above
       from unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[]) as given(report_id, fingerprint, kind, hub_above)
     ), fresh as (
       insert into linking_report_key (report_id, fingerprint)
       select report_id, fingerprint from given order by fingerprint, report_id
       on conflict (report_id, fingerprint) do nothing
       returning report_id, fingerprint
     ), counted as (
       select given.fingerprint, given.kind, given.hub_above, min(given.report_id) as anchor, count(fresh.report_id)::int as reports
       from given
       left join fresh on fresh.report_id = given.report_id and fresh.fingerprint = given.fingerprint
       group by given.fingerprint, given.kind, given.hub_above
     )
     insert into linking_key (fingerprint, kind, anchor_report_id, report_count, hub_above, hub_since)
     select fingerprint, kind, anchor, reports, hub_above, case when reports > hub_above then $5::timestamptz end
     from counted
     order by fingerprint
     on conflict (fingerprint) do update
       set report_count = linking_key.report_count + excluded.report_count,
           hub_above = excluded.hub_above,
           hub_since = coalesce(
             linking_key.hub_since,
             case when linking_key.report_count + excluded.report_count > excluded.hub_above then $5::timestamptz end)
     returning fingerprint::text as fingerprint, kind, anchor_report_id as "anchorReportId", report_count as "reportCount",
               hub_since is not null as hub, hub_since as "hubSince"`,
    [
      keys.map((key) => key.reportId),
      keys.map((key) => key.fingerprint),
      keys.map((key) => key.kind),
      keys.map((key) => key.hubAbove),
      now,
    ],
  );
}

/** What is known of values now. */
export function findKeys(q: Queryable, fingerprints: readonly string[]): Promise<KeyRow[]> {
  return q.query<KeyRow>(
    `select fingerprint::text as fingerprint, kind, anchor_report_id as "anchorReportId", report_count as "reportCount",
            hub_since is not null as hub, hub_since as "hubSince"
     from linking_key
     where fingerprint = any($1::bigint[])`,
    [fingerprints],
  );
}

/** The values reports may be joined by: no hubs, and only the kinds given. */
export function findLiveKeysOf(
  q: Queryable,
  reportIds: readonly number[],
  kinds: readonly StrongKind[],
): Promise<{ reportId: number; fingerprint: string; kind: StrongKind }[]> {
  return q.query(
    // From the reports to their values, whatever the planner believes of a table that has just grown (offset: it may not turn it round).
    `select held.report_id as "reportId", held.fingerprint::text as fingerprint, key.kind
     from linking_report_key held
     cross join lateral (
       select kind, hub_since from linking_key where fingerprint = held.fingerprint offset 0
     ) key
     where held.report_id = any($1::bigint[])
       and key.hub_since is null
       and key.kind = any($2::text[])`,
    [reportIds, kinds],
  );
}
