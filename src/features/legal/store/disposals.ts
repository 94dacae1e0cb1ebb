import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface Copy {
  readonly number: string;
  readonly agency: string;
}

/** One act of disposal. */
export interface ExpungeRow {
  readonly expungeId: number;
  readonly proposalId: number;
  readonly authority: string;
  readonly ruleVersion: string;
  readonly proposedBy: number;
  readonly approvedBy: number;
  readonly carriedOutBy: number;
  readonly at: Instant;
  readonly copies: readonly Copy[];
}

export interface ExpungedReport {
  readonly reportId: number;
  readonly number: string;
  readonly class: string;
  readonly lastUsedAt: Instant;
  readonly dueAt: Instant;
}

export async function insertExpunge(tx: Tx, act: Omit<ExpungeRow, 'expungeId'>): Promise<number> {
  const [row] = await tx.query<{ expungeId: number }>(
    `insert into legal_expunge
       (proposal_id, authority, rule_version, proposed_by, approved_by, carried_out_by, at, copies)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning expunge_id as "expungeId"`,
    [
      act.proposalId,
      act.authority,
      act.ruleVersion,
      act.proposedBy,
      act.approvedBy,
      act.carriedOutBy,
      act.at,
      JSON.stringify(act.copies),
    ],
  );
  if (!row) throw new Error('The disposal was not kept.');
  return row.expungeId;
}

export async function insertExpunged(tx: Tx, expungeId: number, reports: readonly ExpungedReport[]): Promise<void> {
  await tx.query(
    `insert into legal_expunged_report (report_id, expunge_id, number, class, last_used_at, due_at)
     select report_id, $1, number, class, last_used_at, due_at
     from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
       as given(report_id, number, class, last_used_at, due_at)
     order by report_id`,
    [
      expungeId,
      reports.map((report) => report.reportId),
      reports.map((report) => report.number),
      reports.map((report) => report.class),
      reports.map((report) => report.lastUsedAt),
      reports.map((report) => report.dueAt),
    ],
  );
}

/** Closed gates speak of identifiers that are gone; clocks are dates and stay. Answers how many went. */
export async function deleteGates(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const rows = await tx.query('delete from legal_gate where report_id = any($1::bigint[]) returning target_id', [
    reportIds,
  ]);
  return rows.length;
}

/** Notes what a part of the house let go of, once per report and part. */
export async function insertParts(
  tx: Tx,
  part: string,
  removed: ReadonlyMap<number, number>,
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into legal_expunge_part (report_id, part, removed, at)
     select given.report_id, $1, given.removed, $4
     from unnest($2::bigint[], $3::int[]) as given(report_id, removed)
     join legal_expunged_report report on report.report_id = given.report_id
     order by given.report_id
     on conflict (report_id, part) do nothing`,
    [part, [...removed.keys()], [...removed.values()], at],
  );
}

/** Locks the acts these reports belong to, so that the last two parts cannot both think the other is missing. */
export async function lockExpungesOf(tx: Tx, reportIds: readonly number[]): Promise<readonly number[]> {
  const rows = await tx.query<{ expungeId: number }>(
    `select expunge_id as "expungeId"
     from legal_expunge
     where completed_at is null
       and expunge_id in (select expunge_id from legal_expunged_report where report_id = any($1::bigint[]))
     order by expunge_id
     for update`,
    [reportIds],
  );
  return rows.map((row) => row.expungeId);
}

/** Marks the acts whose every report was let go of by every part; answers those that were marked now. */
export async function completeExpunges(
  tx: Tx,
  expungeIds: readonly number[],
  parts: readonly string[],
  at: Instant,
): Promise<readonly number[]> {
  const rows = await tx.query<{ expungeId: number }>(
    `update legal_expunge act
     set completed_at = $3
     where act.expunge_id = any($1::bigint[])
       and act.completed_at is null
       and not exists (
         select from legal_expunged_report report
         cross join unnest($2::text[]) as part(name)
         where report.expunge_id = act.expunge_id
           and not exists (select from legal_expunge_part done where done.report_id = report.report_id and done.part = part.name))
     returning act.expunge_id as "expungeId"`,
    [expungeIds, parts, at],
  );
  return rows.map((row) => row.expungeId);
}

export async function selectExpunge(q: Queryable, expungeId: number): Promise<ExpungeRow | null> {
  const [row] = await q.query<ExpungeRow>(
    `select expunge_id as "expungeId", proposal_id as "proposalId", authority, rule_version as "ruleVersion",
            proposed_by as "proposedBy", approved_by as "approvedBy", carried_out_by as "carriedOutBy", at, copies
     from legal_expunge
     where expunge_id = $1`,
    [expungeId],
  );
  return row ?? null;
}

export function selectExpunged(q: Queryable, expungeId: number): Promise<ExpungedReport[]> {
  return q.query<ExpungedReport>(
    `select report_id as "reportId", number, class, last_used_at as "lastUsedAt", due_at as "dueAt"
     from legal_expunged_report
     where expunge_id = $1
     order by report_id`,
    [expungeId],
  );
}

/** What each part removed in one act, in all. */
export function selectRemoved(q: Queryable, expungeId: number): Promise<{ part: string; removed: number }[]> {
  return q.query<{ part: string; removed: number }>(
    `select done.part, sum(done.removed)::int as removed
     from legal_expunge_part done
     join legal_expunged_report report on report.report_id = done.report_id
     where report.expunge_id = $1
     group by done.part
     order by done.part`,
    [expungeId],
  );
}
