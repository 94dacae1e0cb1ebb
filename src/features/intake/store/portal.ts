import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { KeptReceipt } from '../domain/notice-receipt.ts';

/** A notice in its provider's own list: that it was received, and nothing of what became of it (MRA s.5). */
export interface OwnNotice {
  readonly incidentNumber: string;
  readonly reference: string | null;
  readonly duty: 's2' | 's3';
  readonly receivedAt: Instant;
  readonly keepUntil: Instant | null;
  readonly completeness: number;
}

// Read on the desk's connection: the wall of migration 0032 decides whose rows these are, and no report is read at all.

/** The session's own notices, newest first, by the index `intake_notice_newest`. */
export function selectOwnNotices(q: Queryable, providerId: number, limit: number): Promise<OwnNotice[]> {
  return q.query<OwnNotice>(
    `select intake_own_number(report_id) as "incidentNumber", reference, duty, received_at as "receivedAt",
            keep_until as "keepUntil", completeness
     from intake_notice
     where provider_id = $1
     order by received_at desc, report_id desc
     limit $2`,
    [providerId, limit],
  );
}

/** When the session's own notices under these references were first received, by the unique index of provider and reference. */
export function selectBirths(
  q: Queryable,
  providerId: number,
  references: readonly string[],
): Promise<{ readonly reference: string; readonly receivedAt: Instant }[]> {
  return q.query(
    `select reference, received_at as "receivedAt" from intake_notice
     where provider_id = $1 and reference = any($2::text[])`,
    [providerId, references],
  );
}

/** Every version's receipt of the session's own notice under this number; none for any other. The number carries the row's id. */
export function selectOwnReceipts(q: Queryable, number: string): Promise<KeptReceipt[]> {
  const reportId = Number(/^R-\d{4}-(\d{1,15})$/.exec(number)?.[1] ?? 0);
  return q.query<KeptReceipt>(
    `select notice.report_id as "reportId", intake_own_number(notice.report_id) as number, notice.reference,
            receipt.version, receipt.received_at as "receivedAt", encode(receipt.sha256, 'hex') as sha256,
            receipt.provider_code as "providerCode", receipt.provider_name as "providerName", receipt.told
     from intake_notice notice
     join intake_notice_receipt receipt on receipt.report_id = notice.report_id
     where notice.report_id = $1 and intake_own_number(notice.report_id) = $2`,
    [reportId, number],
  );
}
