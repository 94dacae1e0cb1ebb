import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ReportPair } from '../domain/regroup.ts';

/** A report's place in a subject, as stored. */
export interface MemberRow {
  readonly reportId: number;
  readonly subjectId: number;
  readonly standing: 'proposed' | 'confirmed';
  readonly joinedBy: string | null;
}

const MEMBER_COLUMNS = `report_id as "reportId", subject_id as "subjectId", standing, joined_by::text as "joinedBy"`;

/** Where reports belong; reports without a subject are absent. */
export function findMembers(q: Queryable, reportIds: readonly number[]): Promise<MemberRow[]> {
  return q.query<MemberRow>(
    `select ${MEMBER_COLUMNS} from linking_membership where report_id = any($1::bigint[]) order by report_id`,
    [reportIds],
  );
}

/** Everybody in these subjects. */
export function findMembersOfSubjects(q: Queryable, subjectIds: readonly number[]): Promise<MemberRow[]> {
  return q.query<MemberRow>(
    `select ${MEMBER_COLUMNS} from linking_membership where subject_id = any($1::bigint[]) order by report_id`,
    [subjectIds],
  );
}

/** Keeps subjects from being merged or split until the end of the transaction; arrivals share the lock. */
export async function holdSubjects(tx: Tx, subjectIds: readonly number[]): Promise<void> {
  await tx.query(
    `select subject_id from linking_subject where subject_id = any($1::bigint[]) order by subject_id for key share`,
    [subjectIds],
  );
}

/** Waits for arrivals into these subjects and keeps new ones out until the end of the transaction. */
export async function lockSubjects(tx: Tx, subjectIds: readonly number[]): Promise<void> {
  await tx.query(
    `select subject_id from linking_subject where subject_id = any($1::bigint[]) order by subject_id for update`,
    [subjectIds],
  );
}

/** Makes so many subjects; ids ascending. */
export async function insertSubjects(tx: Tx, count: number, now: Instant): Promise<readonly number[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ subjectId: number }>(
    `insert into linking_subject (created_at)
     select $2::timestamptz from generate_series(1, $1::int)
     returning subject_id as "subjectId"`,
    [count, now],
  );
  return rows.map((row) => row.subjectId).sort((a, b) => a - b);
}

/** Writes where reports belong, replacing what stood there. */
export async function putMembers(tx: Tx, members: readonly MemberRow[], now: Instant): Promise<void> {
  if (members.length === 0) return;
  await tx.query(
    `insert into linking_membership (report_id, subject_id, standing, joined_by, since)
     select given.report_id, given.subject_id, given.standing, given.joined_by, $5
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) as given(report_id, subject_id, standing, joined_by)
     order by given.report_id
     on conflict (report_id) do update
       set subject_id = excluded.subject_id, standing = excluded.standing, joined_by = excluded.joined_by`,
    [
      members.map((member) => member.reportId),
      members.map((member) => member.subjectId),
      members.map((member) => member.standing),
      members.map((member) => member.joinedBy),
      now,
    ],
  );
}

/** Takes reports out of every subject. */
export async function deleteMembers(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.query('delete from linking_membership where report_id = any($1::bigint[])', [reportIds]);
}

/** Marks a subject as merged into another, or as standing by itself again (null). */
export async function setMergedInto(tx: Tx, subjectId: number, into: number | null): Promise<void> {
  await tx.query('update linking_subject set merged_into = $2 where subject_id = $1', [subjectId, into]);
}

/** Pairs told apart in which one of these reports stands, smaller id first. */
export async function findApart(q: Queryable, reportIds: readonly number[]): Promise<readonly ReportPair[]> {
  const rows = await q.query<{ a: number; b: number }>(
    `select a_report_id as a, b_report_id as b from linking_cannot_link where a_report_id = any($1::bigint[])
     union
     select a_report_id, b_report_id from linking_cannot_link where b_report_id = any($1::bigint[])`,
    [reportIds],
  );
  return rows.map((row): ReportPair => [row.a, row.b]);
}

/** Keeps two reports apart; true when they were not already. */
export async function insertApart(tx: Tx, pair: ReportPair, by: string, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    `insert into linking_cannot_link (a_report_id, b_report_id, by, at)
     values ($1, $2, $3, $4)
     on conflict (a_report_id, b_report_id) do nothing
     returning a_report_id`,
    [...pair, by, at],
  );
  return rows.length > 0;
}

/** Lets two reports be linked again. */
export async function deleteApart(tx: Tx, pair: ReportPair): Promise<void> {
  await tx.query('delete from linking_cannot_link where a_report_id = $1 and b_report_id = $2', [...pair]);
}

/** How many reports each subject has. */
export async function countMembers(q: Queryable, subjectIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await q.query<{ subjectId: number; reports: number }>(
    `select subject_id as "subjectId", count(*)::int as reports
     from linking_membership
     where subject_id = any($1::bigint[])
     group by subject_id`,
    [subjectIds],
  );
  return new Map(rows.map((row) => [row.subjectId, row.reports]));
}

/** The subject that now stands for this one: itself, or the one it was merged into; null when there is none. */
export async function findStandingSubject(q: Queryable, subjectId: number): Promise<number | null> {
  const rows = await q.query<{ subjectId: number }>(
    `with recursive road as (
       select subject_id, merged_into from linking_subject where subject_id = $1
       union
       select next.subject_id, next.merged_into
       from road
       join linking_subject next on next.subject_id = road.merged_into
     )
     select subject_id as "subjectId" from road where merged_into is null`,
    [subjectId],
  );
  return rows[0]?.subjectId ?? null;
}

/** The id of a subject that exists, merged ones included. */
export async function selectSubject(q: Queryable, subjectId: number): Promise<number | null> {
  const [row] = await q.query<{ subjectId: number }>(
    'select subject_id as "subjectId" from linking_subject where subject_id = $1',
    [subjectId],
  );
  return row?.subjectId ?? null;
}
