import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { QueueState } from '../domain/queue-status.ts';

/** A row of the queue as stored. */
export interface QueueRecord {
  readonly reportId: number;
  readonly source: Source;
  readonly version: number;
  readonly claimedVersion: number | null;
  readonly receivedAt: Instant;
  readonly level: number;
  readonly dueAt: Instant;
  readonly diesAt: Instant | null;
  readonly provisional: boolean;
  readonly danger: number | null;
  readonly completeness: number | null;
  readonly leadingFactors: readonly string[];
  readonly placeHint: { readonly agency: string; readonly words: Bilingual } | null;
  readonly subjectId: number | null;
  readonly state: QueueState;
  readonly floorLevel: number | null;
  readonly floorBy: 'sender' | 'person' | null;
  readonly overruledAlarm: string | null;
  readonly overruledDanger: number | null;
  readonly holder: number | null;
  readonly leaseUntil: Instant | null;
  readonly halfDoneBy: string | null;
  readonly reawakenedReason: string | null;
  /** Set while the report is one of a bundle. */
  readonly bundleId: number | null;
  /** It is not listed by itself: the bundle’s first report stands for it. */
  readonly swallowed: boolean;
}

export const QUEUE_COLUMNS = `report_id as "reportId", source, version, claimed_version as "claimedVersion",
  received_at as "receivedAt", level, due_at as "dueAt", dies_at as "diesAt", provisional, danger, completeness,
  leading_factors as "leadingFactors", place_hint as "placeHint", subject_id as "subjectId", state,
  floor_level as "floorLevel", floor_by as "floorBy", overruled_alarm as "overruledAlarm",
  overruled_danger as "overruledDanger", holder_staff_id as "holder", lease_until as "leaseUntil",
  half_done_by as "halfDoneBy", reawakened_reason as "reawakenedReason", bundle_id as "bundleId", swallowed`;

/** A row at the moment of receipt. */
export interface ProvisionalRow {
  readonly reportId: number;
  readonly source: Source;
  readonly version: number;
  readonly receivedAt: Instant;
  readonly level: number;
  readonly dueAt: Instant;
  readonly alarmed: boolean;
}

/** Opens rows; for a known report it notes the newer version and lets a sender's alarm rise, never fall. */
export async function openRows(tx: Tx, rows: readonly ProvisionalRow[]): Promise<void> {
  await tx.query(
    `insert into triage_queue (report_id, source, version, received_at, level, due_at, provisional, state, floor_level, floor_by)
     select report_id, source, version, received_at, level, due_at, true, 'open',
            case when alarmed then 1 end, case when alarmed then 'sender' end
     from unnest($1::bigint[], $2::text[], $3::integer[], $4::timestamptz[], $5::smallint[], $6::timestamptz[], $7::boolean[])
       as received (report_id, source, version, received_at, level, due_at, alarmed)
     on conflict (report_id) do update
       set version = greatest(triage_queue.version, excluded.version),
           level = case when excluded.floor_by is not null and triage_queue.floor_by is null then 1 else triage_queue.level end,
           due_at = case when excluded.floor_by is not null and triage_queue.floor_by is null
                         then least(triage_queue.due_at, excluded.due_at) else triage_queue.due_at end,
           floor_level = coalesce(triage_queue.floor_level, excluded.floor_level),
           floor_by = coalesce(triage_queue.floor_by, excluded.floor_by),
           reawakened_reason = case when triage_queue.state = 'decided' and excluded.version > triage_queue.version
                                    then 'new-version' else triage_queue.reawakened_reason end
       where excluded.version > triage_queue.version or (excluded.floor_by is not null and triage_queue.floor_by is null)`,
    [
      rows.map((row) => row.reportId),
      rows.map((row) => row.source),
      rows.map((row) => row.version),
      rows.map((row) => row.receivedAt),
      rows.map((row) => row.level),
      rows.map((row) => row.dueAt),
      rows.map((row) => row.alarmed),
    ],
  );
}

/** Rows at a person's level rise to imminent by an alarm that person did not have before them. */
export async function liftOverruled(
  tx: Tx,
  rows: readonly { readonly reportId: number; readonly alarm: string; readonly dueAt: Instant }[],
): Promise<void> {
  await tx.query(
    `update triage_queue queue
     set level = 1, due_at = least(queue.due_at, news.due_at)
     from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as news (report_id, alarm, due_at)
     where queue.report_id = news.report_id and queue.floor_by = 'person' and queue.level > 1
       and queue.overruled_alarm is distinct from news.alarm`,
    [rows.map((row) => row.reportId), rows.map((row) => row.alarm), rows.map((row) => row.dueAt)],
  );
}

/** What an assessment makes of a row. */
export interface AssessedRow {
  readonly reportId: number;
  readonly source: Source;
  readonly version: number;
  readonly receivedAt: Instant;
  readonly level: number;
  readonly dueAt: Instant;
  readonly diesAt: Instant | null;
  readonly danger: number;
  readonly completeness: number;
  readonly leadingFactors: readonly string[];
  readonly subjectId: number | null;
}

/** Writes assessments into the queue; a decided report stays decided, and says so when its danger has grown. */
export async function saveAssessedRows(tx: Tx, rows: readonly AssessedRow[]): Promise<void> {
  await tx.query(
    `insert into triage_queue (report_id, source, version, received_at, level, due_at, dies_at, danger, completeness,
                               leading_factors, subject_id, provisional, state)
     select report_id, source, version, received_at, level, due_at, dies_at, danger, completeness,
            string_to_array(leaders, ','), subject_id, false, 'open'
     from unnest($1::bigint[], $2::text[], $3::integer[], $4::timestamptz[], $5::smallint[], $6::timestamptz[],
                 $7::timestamptz[], $8::smallint[], $9::smallint[], $10::text[], $11::bigint[])
       as assessed (report_id, source, version, received_at, level, due_at, dies_at, danger, completeness, leaders, subject_id)
     on conflict (report_id) do update
       set version = greatest(triage_queue.version, excluded.version), level = excluded.level, 
           -- the row that stands for a bundle keeps the earliest clocks of all it stands for
           due_at = case when triage_queue.bundle_id is null then excluded.due_at else least(triage_queue.due_at, excluded.due_at) end,
           dies_at = case when triage_queue.bundle_id is null then excluded.dies_at else least(triage_queue.dies_at, excluded.dies_at) end,
           danger = excluded.danger, completeness = excluded.completeness,
           leading_factors = excluded.leading_factors, subject_id = excluded.subject_id, provisional = false,
           reawakened_reason = case when triage_queue.state = 'decided' and excluded.danger > coalesce(triage_queue.danger, 0)
                                    then 'danger-grew' else triage_queue.reawakened_reason end`,
    [
      rows.map((row) => row.reportId),
      rows.map((row) => row.source),
      rows.map((row) => row.version),
      rows.map((row) => row.receivedAt),
      rows.map((row) => row.level),
      rows.map((row) => row.dueAt),
      rows.map((row) => row.diesAt),
      rows.map((row) => row.danger),
      rows.map((row) => row.completeness),
      rows.map((row) => row.leadingFactors.join(',')),
      rows.map((row) => row.subjectId),
    ],
  );
}

/** Rows of the queue; reports that never entered it are absent. */
export function findQueueRows(q: Queryable, reportIds: readonly number[]): Promise<QueueRecord[]> {
  return q.query<QueueRecord>(`select ${QUEUE_COLUMNS} from triage_queue where report_id = any($1::bigint[])`, [
    reportIds,
  ]);
}

/** Locks rows until the end of the transaction, in the order of their ids: whoever decides and whoever assesses take turns. */
export function lockQueueRows(tx: Tx, reportIds: readonly number[]): Promise<QueueRecord[]> {
  return tx.query<QueueRecord>(
    `select ${QUEUE_COLUMNS} from triage_queue where report_id = any($1::bigint[]) order by report_id for update`,
    [reportIds],
  );
}

/** A person sets the urgency: it becomes the floor, with what was overruled. */
export async function setUrgencyByPerson(
  tx: Tx,
  change: { reportId: number; level: number; dueAt: Instant; overruledAlarm: string | null },
): Promise<void> {
  await tx.query(
    `update triage_queue
     set level = $2, due_at = $3, floor_level = $2, floor_by = 'person', overruled_alarm = $4,
         overruled_danger = coalesce(danger, 0)
     where report_id = $1`,
    [change.reportId, change.level, change.dueAt, change.overruledAlarm],
  );
}

/** Writes the best candidate of each report beside its row. */
export async function setPlaceHints(tx: Tx, reportIds: readonly number[], hints: readonly string[]): Promise<void> {
  await tx.query(
    `update triage_queue set place_hint = hint.place
     from unnest($1::bigint[], $2::jsonb[]) as hint (report_id, place)
     where triage_queue.report_id = hint.report_id`,
    [reportIds, hints],
  );
}

/** Marks decided reports as re-awakened; gives back those that were decided. */
export async function markReawakened(
  tx: Tx,
  reportIds: readonly number[],
  reasons: readonly string[],
): Promise<number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `update triage_queue set reawakened_reason = news.reason
     from unnest($1::bigint[], $2::text[]) as news (report_id, reason)
     where triage_queue.report_id = news.report_id and triage_queue.state = 'decided'
     returning triage_queue.report_id as "reportId"`,
    [reportIds, reasons],
  );
  return rows.map((row) => row.reportId);
}
