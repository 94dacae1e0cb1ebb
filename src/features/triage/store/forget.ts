import type { Tx } from '#platform/postgres/transaction.ts';

/** Removes assessments with their passages, and empties drafts, place hints, alarms and notes; codes and numbers stay. */
export async function emptyTriageOf(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const assessments = await tx.query(
    'delete from triage_assessment where report_id = any($1::bigint[]) returning report_id',
    [reportIds],
  );
  const queued = await tx.query(
    `update triage_queue
     set draft = null, place_hint = null, overruled_alarm = null, half_done_by = null, subject_id = null
     where report_id = any($1::bigint[])
     returning report_id`,
    [reportIds],
  );
  const decided = await tx.query(
    'update triage_decision set note = null where report_id = any($1::bigint[]) and note is not null returning decision_id',
    [reportIds],
  );
  return assessments.length + queued.length + decided.length;
}
