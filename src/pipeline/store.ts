import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface StageRunRow {
  readonly stage: string;
  readonly startedAt: Instant;
  readonly durationMs: number;
  readonly outcome: 'done' | 'split' | 'parked';
  readonly size: number;
}

export interface ParkedRow {
  readonly parkedId: number;
  readonly stage: string;
  readonly subjectId: number;
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: Instant;
}

/** Replaces the table of listeners by the stages of this build; jobs already queued are unaffected. */
export async function saveSubscriptions(tx: Tx, kinds: readonly string[], stages: readonly string[]): Promise<void> {
  await tx.query('delete from outbox_subscription');
  await tx.query(
    `insert into outbox_subscription (event_kind, stage)
     select * from unnest($1::text[], $2::text[])`,
    [kinds, stages],
  );
}

export async function insertStageRun(
  tx: Tx,
  run: {
    stage: string;
    eventId: number;
    subjects: readonly number[];
    startedAt: Instant;
    durationMs: number;
    outcome: string;
  },
): Promise<void> {
  await tx.query(
    `insert into pipeline_stage_run (stage, event_id, subjects, span, started_at, duration_ms, outcome)
     values ($1, $2, $3, int8range($4, $5, '[]'), $6, $7, $8)`,
    [
      run.stage,
      run.eventId,
      run.subjects,
      Math.min(...run.subjects),
      Math.max(...run.subjects),
      run.startedAt,
      run.durationMs,
      run.outcome,
    ],
  );
}

/** Queues a stage again for some of the subjects, at the front: they have waited already. */
export async function queueStage(
  tx: Tx,
  job: { stage: string; eventId: number; subjects: readonly number[] },
): Promise<void> {
  await tx.query('select outbox_queue_stage($1, $2, $3::bigint[], -5)', [job.stage, job.eventId, job.subjects]);
}

export async function insertParked(
  tx: Tx,
  parked: {
    stage: string;
    eventId: number;
    subjectId: number;
    code: string;
    reason: string;
    attempts: number;
    at: Instant;
  },
): Promise<void> {
  await tx.query(
    `insert into pipeline_parked (stage, event_id, subject_id, code, reason, attempts, parked_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (stage, event_id, subject_id) do update
       set code = excluded.code, reason = excluded.reason, attempts = excluded.attempts,
           parked_at = excluded.parked_at, released_at = null`,
    [parked.stage, parked.eventId, parked.subjectId, parked.code, parked.reason, parked.attempts, parked.at],
  );
}

const PARKED_COLUMNS = `parked_id as "parkedId", stage, subject_id as "subjectId", code, reason, attempts, parked_at as "parkedAt"`;

export function selectParked(q: Queryable, limit: number): Promise<ParkedRow[]> {
  return q.query<ParkedRow>(
    `select ${PARKED_COLUMNS} from pipeline_parked where released_at is null order by parked_at desc limit $1`,
    [limit],
  );
}

/** Takes one piece of work off the bench; null when it is not parked (any more). */
export async function releaseParkedRow(
  tx: Tx,
  parkedId: number,
  at: Instant,
): Promise<{ stage: string; eventId: number; subjectId: number } | null> {
  const [row] = await tx.query<{ stage: string; eventId: number; subjectId: number }>(
    `update pipeline_parked set released_at = $2
     where parked_id = $1 and released_at is null
     returning stage, event_id as "eventId", subject_id as "subjectId"`,
    [parkedId, at],
  );
  return row ?? null;
}

/** The runs that touched one subject, oldest first; the span index finds them whatever the size of the set. */
export function selectStageRuns(q: Queryable, stages: readonly string[], subjectId: number): Promise<StageRunRow[]> {
  return q.query<StageRunRow>(
    `select stage, started_at as "startedAt", duration_ms as "durationMs", outcome, cardinality(subjects) as size
     from pipeline_stage_run
     where span @> $2::bigint and $2::bigint = any(subjects) and stage = any($1)
     order by started_at, run_id`,
    [stages, subjectId],
  );
}

/** Says that a pool of workers is alive, forgets those not seen for a while and gives back what no living pool holds; answers how many pools were dead. */
export async function keepPoolsAlive(
  tx: Tx,
  pool: { readonly poolId: string; readonly kinds: readonly string[] },
  silentForSeconds: number,
): Promise<number> {
  await tx.query(
    `insert into pipeline_worker (pool_id, kinds, seen_at) values ($1, $2, clock_timestamp())
     on conflict (pool_id) do update set seen_at = excluded.seen_at`,
    [pool.poolId, pool.kinds],
  );
  await tx.query("delete from pipeline_worker where seen_at < clock_timestamp() - $1 * interval '1 second'", [
    silentForSeconds,
  ]);
  const dead = await tx.query<{ poolId: string }>(
    `select distinct locked_by as "poolId"
     from graphile_worker._private_jobs
     where locked_by is not null and not exists (select from pipeline_worker where pool_id = locked_by)`,
  );
  if (dead.length > 0)
    await tx.query('select graphile_worker.force_unlock_workers($1)', [dead.map((pool) => pool.poolId)]);
  return dead.length;
}

/** Releases what is parked about these reports and takes its reason away; the letting go itself stays parked where it failed. */
export async function emptyParkedOf(tx: Tx, reportIds: readonly number[], at: Instant): Promise<number> {
  const rows = await tx.query(
    `update pipeline_parked parked
     set reason = '', released_at = coalesce(parked.released_at, $2)
     from outbox_event event
     where event.event_id = parked.event_id
       and event.kind like 'report.%'
       and event.kind <> 'report.expunged'
       and parked.subject_id = any($1::bigint[])
       and parked.reason <> ''
     returning parked.parked_id`,
    [reportIds, at],
  );
  return rows.length;
}

/** The kinds of work that pools seen within this time take. */
export async function selectLivingKinds(q: Queryable, silentForSeconds: number): Promise<readonly string[]> {
  const rows = await q.query<{ kind: string }>(
    `select distinct unnest(kinds) as kind
     from pipeline_worker
     where seen_at > clock_timestamp() - $1 * interval '1 second'`,
    [silentForSeconds],
  );
  return rows.map((row) => row.kind);
}
