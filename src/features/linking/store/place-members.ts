import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

/** A report to be put beside those it resembles; reasons keep it apart from them. */
export interface NewMember {
  readonly reportId: number;
  readonly fingerprint: string | null;
  readonly reasons: readonly string[];
}

/** What changed for a report: it joined an open bundle, stands apart, or waits for enough others. */
export interface PlacedMember {
  readonly reportId: number;
  readonly fingerprint: string | null;
  readonly bundleId: number | null;
  readonly standing: 'together' | 'apart';
  /** Other reports, not of this set, that wait under the same fingerprint; counted up to the limit. */
  readonly waiting: number;
}

/**
 * Puts a set of reports beside those they resemble, in one statement, and gives back those for whom something changed. Open bundles are
 * locked against a sample or a decision until the end of the transaction; sets do not wait for each other. Whoever stands apart stays so.
 */
export function placeMembers(
  tx: Tx,
  members: readonly NewMember[],
  limit: number,
  now: Instant,
): Promise<PlacedMember[]> {
  return tx.query<PlacedMember>(
    `with given as (
       select report_id, fingerprint, string_to_array(reasons, ',') as reasons
       from unnest($1::bigint[], $2::bigint[], $3::text[]) as given (report_id, fingerprint, reasons)
     ), open_ones as (
       select bundle_id, fingerprint, round from linking_bundle
       where state = 'open' and fingerprint = any ($2::bigint[])
       order by bundle_id
       for share
     ), put as (
       insert into linking_bundle_member as member (report_id, fingerprint, bundle_id, standing, reasons, round, since)
       select given.report_id, given.fingerprint, open_ones.bundle_id,
              case when cardinality(given.reasons) = 0 then 'together' else 'apart' end, given.reasons,
              coalesce(open_ones.round, 0), $5
       from given
       left join open_ones using (fingerprint)
       order by given.report_id
       on conflict (report_id) do update
         set standing = case when 'apart' in (member.standing, excluded.standing) then 'apart' else 'together' end,
             reasons = array(select distinct unnest(member.reasons || excluded.reasons)),
             fingerprint = coalesce(member.fingerprint, excluded.fingerprint),
             bundle_id = coalesce(member.bundle_id, excluded.bundle_id),
             round = case when member.bundle_id is null then excluded.round else member.round end
         where not excluded.reasons <@ member.reasons
            or (member.bundle_id is null and excluded.bundle_id is not null)
            or (member.fingerprint is null and excluded.fingerprint is not null)
       returning report_id, fingerprint, bundle_id, standing
     ), prints as (
       select distinct fingerprint from put where standing = 'together'
     ), counted as (
       select prints.fingerprint,
              (select count(*)
               from (select from linking_bundle_member waiting
                     where waiting.fingerprint = prints.fingerprint and waiting.bundle_id is null
                       and waiting.standing = 'together' and waiting.report_id <> all ($1::bigint[])
                     limit $4) as a_few) as waiting
       from prints
     )
     select put.report_id as "reportId", put.fingerprint::text as fingerprint, put.bundle_id as "bundleId", put.standing,
            coalesce(counted.waiting, 0) as waiting
     from put
     left join counted on counted.fingerprint = put.fingerprint`,
    [
      members.map((member) => member.reportId),
      members.map((member) => member.fingerprint),
      members.map((member) => member.reasons.join(',')),
      limit,
      now,
    ],
  );
}

/** Reports that wait for enough others under these fingerprints; queued before the bundle is formed. */
export function findWaiting(
  tx: Tx,
  fingerprints: readonly string[],
): Promise<{ reportId: number; fingerprint: string }[]> {
  return tx.query(
    `select report_id as "reportId", fingerprint::text as fingerprint
     from linking_bundle_member
     where fingerprint = any ($1::bigint[]) and bundle_id is null and standing = 'together'
     order by report_id`,
    [fingerprints],
  );
}

/** Sets reports apart for good, with the reason; the database wakes them in the queue. Gives back those that stood together until now. */
export async function setApart(
  tx: Tx,
  reportIds: readonly number[],
  reason: string,
  words: string | null,
  now: Instant,
): Promise<readonly number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `insert into linking_bundle_member as member (report_id, standing, reasons, words, since)
     select report_id, 'apart', array[$2::text], $3, $4 from unnest($1::bigint[]) as report_id order by report_id
     on conflict (report_id) do update
       set standing = 'apart', reasons = array_append(member.reasons, $2::text), words = coalesce($3, member.words)
       where member.standing = 'together'
     returning report_id as "reportId"`,
    [reportIds, reason, words, now],
  );
  return rows.map((row) => row.reportId);
}

/** As `setApart`, for reports that are already known to resemble others; nothing is noted of the rest. */
export async function setKnownApart(tx: Tx, reportIds: readonly number[], reason: string): Promise<void> {
  await tx.query(
    `update linking_bundle_member set standing = 'apart', reasons = array_append(reasons, $2::text)
     where report_id = any ($1::bigint[]) and standing = 'together'`,
    [reportIds, reason],
  );
}
