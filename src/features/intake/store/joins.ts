import type { Instant } from '#core/clock.ts';
import type { ReportState } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { JoinReason } from '../domain/join-reports.ts';
import type { Channel, IdentifierKind, ReportFormat } from '../types.ts';

/** A report that may be the other half of one notice. */
export interface JoinCandidate {
  readonly reportId: number;
  readonly number: string;
  readonly sender: string;
  readonly ownSender: string;
  readonly state: ReportState;
  readonly ownState: ReportState;
  readonly format: ReportFormat;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly isEntry: boolean;
  readonly reasons: readonly JoinReason[];
}

/** How many are proposed at once: a person looks at each. */
const MOST_CANDIDATES = 10;

/** Reports of the same source that share an identifier or a reference with this one, an entry with formal reports and the other way round. */
export function findCandidates(
  q: Queryable,
  reportId: number,
  look: { readonly kinds: readonly IdentifierKind[]; readonly beforeMs: number; readonly afterMs: number },
): Promise<JoinCandidate[]> {
  return q.query<JoinCandidate>(
    `with me as (
       select report_id, source, sender, state, external_id, number, received_at, current_version,
              channel in ('voice', 'fax', 'hand') as is_entry
       from intake_report
       where report_id = $1 and excluded is null and expunged_at is null
     ), own as (
       select identifier.kind, identifier.normal
       from me
       join intake_identifier identifier
         on identifier.report_id = me.report_id and identifier.version = me.current_version
       where identifier.normal is not null and identifier.person_role is distinct from 'reporter'
     ), found as (
       -- whoever tells a name does not know whether it is the account or what is shown of it
       select theirs.report_id, 'shared-identifier' as code, own.kind
       from own
       cross join unnest(case when own.kind in ('account', 'screen-name') then array['account', 'screen-name']
                              else array[own.kind] end) as sought (kind)
       join intake_identifier theirs on theirs.kind = sought.kind and theirs.normal = own.normal
       where own.kind = any($2::text[]) and theirs.person_role is distinct from 'reporter'
       union
       select other.report_id, 'same-reference', null
       from me
       join intake_report other on other.external_id = me.external_id
       union
       select theirs.report_id, 'quotes-number', null
       from me
       join intake_identifier theirs on theirs.kind = 'prior-report' and theirs.normal = lower(me.number)
       union
       select other.report_id, 'quotes-number', null
       from own
       join intake_report other on other.number = upper(own.normal)
       where own.kind = 'prior-report'
     )
     select other.report_id as "reportId", other.number, other.sender, me.sender as "ownSender", other.state,
            me.state as "ownState", other.format, other.channel, other.received_at as "receivedAt", me.is_entry as "isEntry",
            jsonb_agg(jsonb_build_object('code', found.code, 'kind', found.kind) order by found.kind) as reasons
     from me
     join found on found.report_id <> me.report_id
     join intake_report other on other.report_id = found.report_id
     where other.source = me.source
       and (other.channel in ('voice', 'fax', 'hand')) <> me.is_entry
       and other.excluded is null
       and other.expunged_at is null
       and case when me.is_entry
                then other.received_at - me.received_at else me.received_at - other.received_at
           end between make_interval(secs => -$3::float8 / 1000) and make_interval(secs => $4::float8 / 1000)
       and not exists (
         select from intake_join known
         where known.undone_at is null
           and (known.entry_report_id in (me.report_id, other.report_id) or known.formal_report_id in (me.report_id, other.report_id))
           and (known.verdict = 'same-notice' or known.entry_report_id in (me.report_id, other.report_id)
                and known.formal_report_id in (me.report_id, other.report_id)))
     group by other.report_id, me.sender, me.state, me.is_entry
     order by count(*) desc, other.report_id
     limit $5`,
    [reportId, look.kinds, look.beforeMs, look.afterMs, MOST_CANDIDATES],
  );
}

/** A person's word on two reports. */
export interface JoinRow {
  readonly joinId: number;
  readonly entryReportId: number;
  readonly formalReportId: number;
  readonly entry: string;
  readonly formal: string;
  readonly verdict: 'same-notice' | 'different';
  readonly countedReportId: number | null;
  readonly closedAs: ReportState | null;
  readonly reasons: readonly JoinReason[];
  readonly by: string;
  readonly at: Instant;
}

export interface NewJoin extends Omit<JoinRow, 'joinId' | 'entry' | 'formal'> {}

export async function insertJoin(tx: Tx, join: NewJoin): Promise<void> {
  await tx.query(
    `insert into intake_join (entry_report_id, formal_report_id, verdict, counted_report_id, closed_as, reasons, by, at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
    [
      join.entryReportId,
      join.formalReportId,
      join.verdict,
      join.countedReportId,
      join.closedAs,
      JSON.stringify(join.reasons),
      join.by,
      join.at,
    ],
  );
}

/** What stands on this report. */
export function selectJoins(q: Queryable, reportId: number): Promise<JoinRow[]> {
  return q.query<JoinRow>(
    `select joined.join_id as "joinId", joined.entry_report_id as "entryReportId",
            joined.formal_report_id as "formalReportId", entry.number as entry, formal.number as formal, joined.verdict,
            joined.counted_report_id as "countedReportId", joined.closed_as as "closedAs", joined.reasons, joined.by, joined.at
     from intake_join joined
     join intake_report entry on entry.report_id = joined.entry_report_id
     join intake_report formal on formal.report_id = joined.formal_report_id
     where joined.undone_at is null and (joined.entry_report_id = $1 or joined.formal_report_id = $1)
     order by joined.join_id`,
    [reportId],
  );
}

export async function endJoin(tx: Tx, joinId: number, by: string, at: Instant): Promise<void> {
  await tx.query('update intake_join set undone_by = $2, undone_at = $3 where join_id = $1 and undone_at is null', [
    joinId,
    by,
    at,
  ]);
}

/** Takes a report out of every count, or back into them, as the other half of a notice. */
export async function setJoined(tx: Tx, reportId: number, isJoined: boolean): Promise<void> {
  await tx.query(
    `update intake_report
     set excluded = case when $2 then 'joined' end
     where report_id = $1 and excluded is not distinct from case when $2 then null else 'joined' end`,
    [reportId, isJoined],
  );
}

/** The counted report takes the first notice of the other one: what the caller said, else the moment it was written down. */
export async function setFirstNotice(tx: Tx, reportId: number, entryReportId: number | null): Promise<void> {
  await tx.query(
    `update intake_report report
     set first_notice_at = (
       select least(entry.received_at, (version.content #>> '{reportedAt,instant}')::timestamptz)
       from intake_report entry
       left join intake_version version on version.report_id = entry.report_id and version.version = entry.current_version
       where entry.report_id = $2)
     where report.report_id = $1`,
    [reportId, entryReportId],
  );
}

/** First notices of reports that were told before they came in form. */
export async function selectFirstNotices(
  q: Queryable,
  reportIds: readonly number[],
): Promise<ReadonlyMap<number, Instant>> {
  const rows = await q.query<{ reportId: number; at: Instant }>(
    `select report_id as "reportId", first_notice_at as at
     from intake_report
     where report_id = any($1::bigint[]) and first_notice_at is not null`,
    [reportIds],
  );
  return new Map(rows.map((row) => [row.reportId, row.at]));
}
