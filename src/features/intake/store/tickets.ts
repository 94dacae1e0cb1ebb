import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** Says which reports came of a document that waited; a second time changes nothing. */
export async function insertTicket(
  tx: Tx,
  ticket: { readonly ticket: string; readonly heldBy: string; readonly spooledAt: Instant },
  numbers: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into intake_ticket (ticket, report_id, held_by, spooled_at)
     select $1, report_id, $2, $3 from intake_report where number = any($4::text[])
     on conflict do nothing`,
    [ticket.ticket, ticket.heldBy, ticket.spooledAt, numbers],
  );
}

/** The reports of a ticket, for its holder alone. */
export function selectTicket(
  q: Queryable,
  ticket: string,
  heldBy: string,
  limit: number,
): Promise<{ report: string; receivedAt: Instant }[]> {
  return q.query<{ report: string; receivedAt: Instant }>(
    `select report.number as report, report.received_at as "receivedAt"
     from intake_ticket ticket
     join intake_report report using (report_id)
     where ticket.ticket = $1 and ticket.held_by = $2
     order by report.report_id
     limit $3`,
    [ticket, heldBy, limit],
  );
}
