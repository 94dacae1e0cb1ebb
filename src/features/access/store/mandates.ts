import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export async function insertMandate(
  tx: Tx,
  mandate: {
    auditorId: number;
    authority: string;
    reason: string;
    endsAt: Instant;
    recordedBy: number;
    recordedAt: Instant;
  },
  reportIds: readonly number[],
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `with recorded as (
       insert into access_mandate (auditor_id, authority, reason, recorded_by, recorded_at, ends_at)
       values ($1, $2, $3, $4, $5, $6)
       returning mandate_id
     ), sample as (
       insert into access_mandate_report (mandate_id, report_id)
       select mandate_id, report_id from recorded, unnest($7::bigint[]) as report_id
     )
     select mandate_id as id from recorded`,
    [
      mandate.auditorId,
      mandate.authority,
      mandate.reason,
      mandate.recordedBy,
      mandate.recordedAt,
      mandate.endsAt,
      reportIds,
    ],
  );
  if (!row) throw new Error('A mandate was inserted without an id.');
  return row.id;
}

/** False when there is no such live mandate. */
export async function markEnded(tx: Tx, mandateId: number, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    'update access_mandate set ended_at = $2 where mandate_id = $1 and ended_at is null returning mandate_id',
    [mandateId, at],
  );
  return rows.length > 0;
}

export interface MandateRow {
  readonly mandate: number;
  readonly auditorId: number;
  readonly auditor: string;
  readonly authority: string;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly endsAt: Instant;
  readonly endedAt: Instant | null;
  readonly reports: readonly string[];
}

/** Mandates, newest first; to an auditor their own only. */
export function findMandates(q: Queryable, auditorId: number | null, limit: number): Promise<MandateRow[]> {
  return q.query<MandateRow>(
    `select mandate_id as mandate, auditor_id as "auditorId", person.name as auditor, authority, reason,
            recorded_at as "recordedAt", ends_at as "endsAt", ended_at as "endedAt",
            array(select number from access_mandate_report
                  join intake_report using (report_id)
                  where access_mandate_report.mandate_id = access_mandate.mandate_id
                  order by number) as reports
     from access_mandate
     join access_staff person on person.staff_id = auditor_id
     where $1::bigint is null or auditor_id = $1
     order by mandate_id desc
     limit $2`,
    [auditorId, limit],
  );
}
