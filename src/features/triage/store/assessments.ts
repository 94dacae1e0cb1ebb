import type { Instant } from '#core/clock.ts';
import type { Urgency } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Passage } from '../domain/find-passages.ts';
import type { Verdict } from '../domain/triage-facts.ts';

/** An applied line as stored; its words and source are read from the rule version. */
export interface StoredPart {
  readonly code: string;
  readonly weight: number;
  readonly detail: string | null;
  readonly paths: readonly string[];
}

/** An assessment as stored: what applied, and what was proposed. */
export interface StoredAssessment {
  readonly reportId: number;
  readonly version: number;
  readonly ruleVersion: string;
  readonly danger: number;
  readonly completeness: number;
  readonly urgency: Urgency;
  readonly floor: string | null;
  readonly factors: {
    readonly danger: readonly StoredPart[];
    readonly completeness: readonly StoredPart[];
    readonly proposed: readonly Passage[];
    readonly raisedBy: readonly string[];
  };
}

/** Keeps the assessments that differ from the last one of their report: the same facts assessed again leave no second row. */
export async function insertAssessments(tx: Tx, rows: readonly StoredAssessment[], at: Instant): Promise<void> {
  await tx.query(
    `insert into triage_assessment (report_id, version, rule_version, danger, completeness, urgency, floor, factors, assessed_at)
     select fresh.report_id, fresh.version, fresh.rule_version, fresh.danger, fresh.completeness, fresh.urgency, fresh.floor,
            fresh.factors, $9
     from unnest($1::bigint[], $2::integer[], $3::text[], $4::smallint[], $5::smallint[], $6::text[], $7::text[], $8::jsonb[])
       as fresh (report_id, version, rule_version, danger, completeness, urgency, floor, factors)
     left join lateral (
       select version, rule_version, urgency, floor, factors from triage_assessment
       where report_id = fresh.report_id
       order by assessed_at desc
       limit 1) as latest on true
     where (latest.version, latest.rule_version, latest.urgency, latest.floor, latest.factors)
           is distinct from (fresh.version, fresh.rule_version, fresh.urgency, fresh.floor, fresh.factors)
     on conflict (report_id, version, rule_version, assessed_at) do update
       set danger = excluded.danger, completeness = excluded.completeness, urgency = excluded.urgency,
           floor = excluded.floor, factors = excluded.factors`,
    [
      rows.map((row) => row.reportId),
      rows.map((row) => row.version),
      rows.map((row) => row.ruleVersion),
      rows.map((row) => row.danger),
      rows.map((row) => row.completeness),
      rows.map((row) => row.urgency),
      rows.map((row) => row.floor),
      rows.map((row) => JSON.stringify(row.factors)),
      at,
    ],
  );
}

export interface AssessmentRecord extends StoredAssessment {
  readonly assessedAt: Instant;
}

/** The last assessment of each report; a report never assessed is absent. */
export function findLatestAssessments(q: Queryable, reportIds: readonly number[]): Promise<AssessmentRecord[]> {
  return q.query<AssessmentRecord>(
    `select distinct on (report_id) report_id as "reportId", version, rule_version as "ruleVersion", danger, completeness,
            urgency, floor, factors, assessed_at as "assessedAt"
     from triage_assessment
     where report_id = any($1::bigint[])
     order by report_id, assessed_at desc`,
    [reportIds],
  );
}

export interface VerdictRecord {
  readonly reportId: number;
  readonly factor: string;
  readonly verdict: Verdict;
  readonly by: string;
  readonly at: Instant;
}

export function findVerdicts(q: Queryable, reportIds: readonly number[]): Promise<VerdictRecord[]> {
  return q.query<VerdictRecord>(
    `select report_id as "reportId", factor, verdict, by, at from triage_confirmed_factor where report_id = any($1::bigint[])`,
    [reportIds],
  );
}

/** A person's word on a factor; the last one counts. */
export async function saveVerdict(tx: Tx, verdict: VerdictRecord): Promise<void> {
  await tx.query(
    `insert into triage_confirmed_factor (report_id, factor, verdict, by, at)
     values ($1, $2, $3, $4, $5)
     on conflict (report_id, factor) do update set verdict = excluded.verdict, by = excluded.by, at = excluded.at`,
    [verdict.reportId, verdict.factor, verdict.verdict, verdict.by, verdict.at],
  );
}

export async function insertUrgencyChange(
  tx: Tx,
  change: { reportId: number; fromLevel: number; toLevel: number; reason: string; by: number; at: Instant },
): Promise<void> {
  await tx.query(
    `insert into triage_urgency_change (report_id, from_level, to_level, reason, by, at) values ($1, $2, $3, $4, $5, $6)`,
    [change.reportId, change.fromLevel, change.toLevel, change.reason, change.by, change.at],
  );
}

/**
 * Since when each of these reports is imminent: the latest of when a person last raised it, when the machine last saw it rise, when its
 * version came that bears its sender's alarm, and when it began to wait here. Reports of another level are absent.
 */
export function selectImminentSince(
  q: Queryable,
  reportIds: readonly number[],
  alarmedAt: readonly (Instant | null)[],
): Promise<{ readonly reportId: number; readonly since: Instant }[]> {
  return q.query<{ reportId: number; since: Instant }>(
    `select queue.report_id as "reportId", greatest(queue.received_at, raised.at, risen.at, asked.alarmed_at) as since
     from unnest($1::bigint[], $2::timestamptz[]) as asked (report_id, alarmed_at)
     join triage_queue queue on queue.report_id = asked.report_id and queue.level = 1
     left join lateral (
       select max(change.at) as at from triage_urgency_change change
       where change.report_id = queue.report_id and change.to_level = 1 and change.from_level > 1) as raised on true
     left join lateral (
       select max(seen.assessed_at) as at
       from (
         select assessed_at, urgency, lag(urgency) over (order by assessed_at) as before
         from triage_assessment
         where report_id = queue.report_id) seen
       where seen.urgency = 'P1' and seen.before <> 'P1') as risen on true`,
    [reportIds, alarmedAt],
  );
}
