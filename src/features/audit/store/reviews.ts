import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface WeekFigures {
  readonly acts: readonly { readonly act: string; readonly outcome: string; readonly count: number }[];
  readonly actors: readonly {
    readonly actor: string;
    readonly count: number;
    readonly denied: number;
    readonly refused: number;
  }[];
}

/** How many of each act a week saw, and by whom. */
export async function selectWeekFigures(q: Queryable, from: string, to: string): Promise<WeekFigures> {
  const acts = await q.query<WeekFigures['acts'][number]>(
    `select act, outcome, count(*) as count from audit_entry
     where at >= $1::date at time zone 'UTC' and at < $2::date at time zone 'UTC'
     group by act, outcome
     order by act, outcome`,
    [from, to],
  );
  const actors = await q.query<WeekFigures['actors'][number]>(
    `select actor, count(*) as count, count(*) filter (where outcome = 'denied') as denied,
            count(*) filter (where outcome = 'refused') as refused
     from audit_entry
     where at >= $1::date at time zone 'UTC' and at < $2::date at time zone 'UTC'
     group by actor
     order by count(*) desc, actor`,
    [from, to],
  );
  return { acts, actors };
}

export interface NotableAct {
  readonly entry: number;
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly outcome: string;
  readonly objectKind: string;
  readonly objectIds: readonly number[];
}

/** Denials, emergency openings and things that left the house, newest first. */
export async function selectNotable(
  q: Queryable,
  from: string,
  to: string,
  kinds: { readonly exports: readonly string[]; readonly breakGlass: string; readonly limit: number },
): Promise<readonly NotableAct[]> {
  return q.query<NotableAct>(
    `select entry_id as entry, at, actor, act, outcome, object_kind as "objectKind", to_jsonb(object_ids[1:20]) as "objectIds"
     from audit_entry
     where at >= $1::date at time zone 'UTC' and at < $2::date at time zone 'UTC'
       and (outcome = 'denied' or act = any($3) or act like $4)
     order by entry_id desc
     limit $5`,
    [from, to, kinds.exports, kinds.breakGlass, kinds.limit],
  );
}

export interface WeekRow {
  readonly week: string;
  readonly count: number;
  readonly denied: number;
  /** Members of the staff who acted. */
  readonly actors: readonly number[];
  readonly reviewers: readonly number[];
}

/** Weeks with any act, newest first. */
export async function selectWeeks(q: Queryable, limit: number): Promise<readonly WeekRow[]> {
  return q.query<WeekRow>(
    `with weeks as (
       select date_trunc('week', at at time zone 'UTC')::date as week, count(*) as count,
              count(*) filter (where outcome = 'denied') as denied,
              coalesce(jsonb_agg(distinct substring(actor from 7)::bigint) filter (where actor ~ '^staff:[0-9]+$'), '[]') as actors
       from audit_entry
       group by 1
       order by 1 desc
       limit $1
     )
     select to_char(weeks.week, 'YYYY-MM-DD') as week, weeks.count, weeks.denied, weeks.actors,
            coalesce((select jsonb_agg(reviewed_by order by reviewed_at) from audit_review where audit_review.week = weeks.week), '[]')
              as reviewers
     from weeks
     order by weeks.week desc`,
    [limit],
  );
}

export interface ReviewRow {
  readonly reviewedBy: number;
  readonly reviewedAt: Instant;
}

export async function selectReviews(q: Queryable, week: string): Promise<readonly ReviewRow[]> {
  return q.query<ReviewRow>(
    `select reviewed_by as "reviewedBy", reviewed_at as "reviewedAt" from audit_review where week = $1 order by reviewed_at`,
    [week],
  );
}

/** False when this person has signed for this week already. */
export async function insertReview(
  tx: Tx,
  review: { readonly week: string; readonly by: number; readonly at: Instant; readonly figures: Buffer },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into audit_review (week, reviewed_by, reviewed_at, figures_sha256) values ($1, $2, $3, $4)
     on conflict do nothing
     returning 1`,
    [review.week, review.by, review.at, review.figures],
  );
  return rows.length > 0;
}
