import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { HandOverClock, HandOverKind } from './domain/hand-over-clock.ts';
import type { Call, CallBack } from './types.ts';

const CALL = `call_id as "callId", report_id as "reportId", version, agency_code as agency, number,
  number_from as "numberFrom", result, called_at as "calledAt", reached_name as "reachedName", reached_badge as "reachedBadge",
  ground, awaits_until as "awaitsUntil", by, recorded_at as "recordedAt"`;

export async function insertCall(
  tx: Tx,
  call: Omit<Call, 'callId'> & { readonly ruleVersion: string; readonly facts: string | null },
): Promise<number> {
  const [row] = await tx.query<{ callId: number }>(
    `insert into calls_call (report_id, version, agency_code, number, number_from, result, called_at, reached_name,
       reached_badge, ground, awaits_until, by, recorded_at, rule_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     returning call_id as "callId"`,
    [
      call.reportId,
      call.version,
      call.agency,
      call.number,
      call.numberFrom,
      call.result,
      call.calledAt,
      call.reachedName,
      call.reachedBadge,
      call.ground,
      call.awaitsUntil,
      call.by,
      call.recordedAt,
      call.ruleVersion,
    ],
  );
  if (row === undefined) throw new Error('A call was not written.');
  const { callId } = row;
  if (call.facts !== null) {
    const told = 'insert into calls_told (call_id, report_id, facts) values ($1, $2, $3)';
    await tx.query(told, [callId, call.reportId, call.facts]);
  }
  return callId;
}

/** The facts that were given in a call; null where none were, or where they are behind a wall. */
export async function selectFacts(q: Queryable, callId: number): Promise<string | null> {
  const [row] = await q.query<{ facts: string }>('select facts from calls_told where call_id = $1', [callId]);
  return row?.facts ?? null;
}

export async function findCall(q: Queryable, callId: number): Promise<Call | null> {
  const [row] = await q.query<Call>(`select ${CALL} from calls_call where call_id = $1`, [callId]);
  return row ?? null;
}

/** Calls about reports, the first one first. */
export function selectCalls(q: Queryable, reportIds: readonly number[]): Promise<Call[]> {
  return q.query<Call>(
    `select ${CALL} from calls_call where report_id = any($1::bigint[]) order by called_at, call_id`,
    [reportIds],
  );
}

export async function lockCall(tx: Tx, callId: number): Promise<Call | null> {
  const [row] = await tx.query<Call>(`select ${CALL} from calls_call where call_id = $1 for update`, [callId]);
  return row ?? null;
}

/** Calls after which somebody still calls back, the earliest promise first. */
export function selectAwaited(q: Queryable, limit: number): Promise<Call[]> {
  return q.query<Call>(
    `select ${CALL} from calls_call where awaits_until is not null order by awaits_until, call_id limit $1`,
    [limit],
  );
}

export async function insertCallBack(tx: Tx, reportId: number, back: CallBack): Promise<void> {
  await tx.query(
    `insert into calls_call_back (call_id, report_id, result, at, note, awaits_until, by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [back.callId, reportId, back.result, back.at, back.note, back.awaitsUntil, back.by, back.recordedAt],
  );
  await tx.query('update calls_call set awaits_until = $2 where call_id = $1', [back.callId, back.awaitsUntil]);
}

export function selectCallBacks(q: Queryable, reportIds: readonly number[]): Promise<CallBack[]> {
  return q.query<CallBack>(
    `select call_id as "callId", result, at, note, awaits_until as "awaitsUntil", by, recorded_at as "recordedAt"
     from calls_call_back
     where report_id = any($1::bigint[])
     order by at, call_back_id`,
    [reportIds],
  );
}

/** A clock with the report it is of, and why it ended. */
export interface ClockRow extends HandOverClock {
  readonly reportId: number;
  readonly ruleVersion: string;
  readonly endedReason: string | null;
}

const CLOCK = `report_id as "reportId", kind, starts_at as "startsAt", due_at as "dueAt", rule_version as "ruleVersion",
  met_at as "metAt", ended_at as "endedAt", ended_reason as "endedReason"`;

export interface NewClock {
  readonly reportId: number;
  readonly kind: HandOverKind;
  readonly because: 'imminent' | 'called';
  readonly startsAt: Instant;
  readonly dueAt: Instant;
}

/** Why a clock ends without a person ending it: the report was lowered, or decided so that nobody is to be told. */
export type MootReason = 'no-longer-imminent' | 'decided-otherwise';

/** Starts clocks. One that runs, or was met, stays as it is; one that ended runs anew for what came after its end. */
export async function startClocks(tx: Tx, clocks: readonly NewClock[], ruleVersion: string): Promise<void> {
  await tx.query(
    `insert into calls_clock (report_id, kind, because, starts_at, due_at, rule_version)
     select report_id, kind, because, starts_at, due_at, $6
     from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       as fresh (report_id, kind, because, starts_at, due_at)
     order by report_id, kind
     on conflict (report_id, kind) do update
       set because = excluded.because, starts_at = excluded.starts_at, due_at = excluded.due_at,
           rule_version = excluded.rule_version, ended_at = null, ended_reason = null, ended_by = null
       where calls_clock.met_at is null
         and (calls_clock.ended_reason in ('no-longer-imminent', 'decided-otherwise')
           or excluded.starts_at > calls_clock.ended_at)`,
    [
      clocks.map((clock) => clock.reportId),
      clocks.map((clock) => clock.kind),
      clocks.map((clock) => clock.because),
      clocks.map((clock) => clock.startsAt),
      clocks.map((clock) => clock.dueAt),
      ruleVersion,
    ],
  );
}

/** Ends the clocks of reports for which nobody is to be told any more; one that runs because somebody was called goes on. */
export async function endMoot(tx: Tx, reportIds: readonly number[], reason: MootReason, at: Instant): Promise<void> {
  await tx.query(
    `update calls_clock
     set ended_at = $2, ended_reason = $3
     where report_id = any($1::bigint[]) and because = 'imminent' and met_at is null and ended_at is null`,
    [reportIds, at, reason],
  );
}

/** Somebody was told: the package they wait for is due whatever becomes of the report's urgency. */
export async function oweThePackage(tx: Tx, reportId: number): Promise<void> {
  await tx.query(
    `update calls_clock
     set because = 'called'
     where report_id = $1 and kind = 'package' and met_at is null and ended_at is null`,
    [reportId],
  );
}

/** Meets clocks of one kind that run. */
export async function meetClocks(tx: Tx, reportIds: readonly number[], kind: HandOverKind, at: Instant): Promise<void> {
  await tx.query(
    `update calls_clock
     set met_at = $3
     where report_id = any($1::bigint[]) and kind = $2 and met_at is null and ended_at is null`,
    [reportIds, kind, at],
  );
}

/** Ends one clock with a person's reason; false when it does not run. */
export async function endClock(
  tx: Tx,
  reportId: number,
  kind: HandOverKind,
  end: { readonly at: Instant; readonly reason: string; readonly by: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update calls_clock
     set ended_at = $3, ended_reason = $4, ended_by = $5
     where report_id = $1 and kind = $2 and met_at is null and ended_at is null
     returning report_id`,
    [reportId, kind, end.at, end.reason, end.by],
  );
  return rows.length > 0;
}

export function selectClocks(q: Queryable, reportIds: readonly number[]): Promise<ClockRow[]> {
  return q.query<ClockRow>(
    `select ${CLOCK} from calls_clock where report_id = any($1::bigint[]) order by report_id, kind desc`,
    [reportIds],
  );
}

/** Clocks that run: who is to be told by voice first, of each kind the earliest. */
export function selectRunning(q: Queryable, limit: number): Promise<ClockRow[]> {
  return q.query<ClockRow>(
    `select ${CLOCK} from calls_clock where met_at is null and ended_at is null
     order by kind desc, due_at, report_id limit $1`,
    [limit],
  );
}

/** Removes what was said about reports; how many rows that were. */
export async function deleteCallsOf(tx: Tx, reportIds: readonly number[]): Promise<number> {
  let removed = 0;
  for (const table of ['calls_call_back', 'calls_told', 'calls_call', 'calls_clock']) {
    const rows = await tx.query(`delete from ${table} where report_id = any($1::bigint[]) returning report_id`, [
      reportIds,
    ]);
    removed += rows.length;
  }
  return removed;
}
