import type { Instant } from '#core/clock.ts';
import type { Disposition } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A decision as stored. */
export interface DecisionRecord {
  readonly decisionId: number;
  readonly reportId: number;
  readonly disposition: Disposition;
  readonly reason: string;
  readonly note: string | null;
  readonly target: string | null;
  readonly decidedBy: number;
  readonly decidedAt: Instant;
  /** Until then it can be undone, and nothing has been announced. */
  readonly effectiveAt: Instant;
  readonly announcedAt: Instant | null;
}

const COLUMNS = `decision_id as "decisionId", report_id as "reportId", disposition, reason, note,
  target, decided_by as "decidedBy", decided_at as "decidedAt", effective_at as "effectiveAt", announced_at as "announcedAt"`;

export async function insertDecision(
  tx: Tx,
  decision: Omit<DecisionRecord, 'decisionId' | 'announcedAt'>,
): Promise<void> {
  await tx.query(
    `insert into triage_decision (report_id, disposition, reason, note, target, decided_by, decided_at, effective_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      decision.reportId,
      decision.disposition,
      decision.reason,
      decision.note,
      decision.target,
      decision.decidedBy,
      decision.decidedAt,
      decision.effectiveAt,
    ],
  );
}

/** The standing decision of each report: the last one that was not undone. */
export function findDecisions(q: Queryable, reportIds: readonly number[]): Promise<DecisionRecord[]> {
  return q.query<DecisionRecord>(
    `select distinct on (report_id) ${COLUMNS}
     from triage_decision
     where report_id = any($1::bigint[]) and undone_at is null
     order by report_id, decision_id desc`,
    [reportIds],
  );
}

/** Takes back this person's decision if its 30 seconds still run; null when they do not, or it is another's. */
export async function undoWithinTime(
  tx: Tx,
  reportId: number,
  by: number,
  now: Instant,
): Promise<DecisionRecord | null> {
  const [undone] = await tx.query<DecisionRecord>(
    `update triage_decision set undone_at = $3
     where decision_id = (
       select decision_id from triage_decision
       where report_id = $1 and undone_at is null
       order by decision_id desc
       limit 1
       for update)
       and decided_by = $2 and announced_at is null and effective_at > $3
     returning ${COLUMNS}`,
    [reportId, by, now],
  );
  return undone ?? null;
}

/** Marks decisions whose time has run as announced (index triage_decision_due) and says how urgent their reports are. */
export function takeDueDecisions(tx: Tx, now: Instant): Promise<{ reportId: number; level: number | null }[]> {
  return tx.query<{ reportId: number; level: number | null }>(
    `with due as (
       update triage_decision set announced_at = $1
       where decision_id in (
         select decision_id from triage_decision
         where effective_at <= $1 and undone_at is null and announced_at is null
         order by effective_at
         limit 1000
         for update skip locked)
       returning report_id)
     select due.report_id as "reportId", queue.level from due left join triage_queue queue using (report_id)`,
    [now],
  );
}
