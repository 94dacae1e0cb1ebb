import type { Instant } from '#core/clock.ts';
import { asColumns } from '#platform/postgres/columns.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A mail received before. */
export interface KnownMail {
  /** Lower-case hex. */
  readonly identity: string;
  readonly reportId: number;
  readonly number: string;
  readonly receivedAt: Instant;
}

/** Which of these mails came from this source before, whichever way. By intake_mail_first. */
export function selectKnownMails(q: Queryable, source: string, identities: readonly Buffer[]): Promise<KnownMail[]> {
  return q.query<KnownMail>(
    `select encode(mail.identity, 'hex') as identity, report.report_id as "reportId", report.number,
            mail.received_at as "receivedAt"
     from intake_mail mail
     join intake_report report on report.report_id = mail.report_id
     where mail.source = $1 and mail.identity = any($2::bytea[]) and mail.header is null`,
    [source, identities],
  );
}

const COLUMNS = {
  report_id: 'bigint',
  sha256: 'bytea',
  source: 'text',
  identity: 'bytea',
  size_bytes: 'bigint',
  header: 'bytea',
  received_at: 'timestamptz',
} as const;

/** One way a mail came by; `header`: of a further one, else null. */
export type MailRow = Readonly<Record<keyof typeof COLUMNS, unknown>>;

/** Keeps ways by which mails came, so many of one report; the same bytes again are the same way. */
export async function insertMails(tx: Tx, rows: readonly MailRow[], mostOfReport: number): Promise<void> {
  const { from, values } = asColumns(rows, COLUMNS);
  await tx.query(
    `insert into intake_mail (report_id, sha256, source, identity, size_bytes, header, received_at)
     select row.report_id, row.sha256, row.source, row.identity, row.size_bytes, row.header, row.received_at
     from ${from}
     where (select count(*) from intake_mail held where held.report_id = row.report_id) < $${values.length + 1}
     on conflict (report_id, sha256) do nothing`,
    [...values, mostOfReport],
  );
}

/** The further ways by which the mail of a report came, oldest first. */
export function selectMailCopies(q: Queryable, reportId: number): Promise<{ header: Buffer; receivedAt: Instant }[]> {
  return q.query<{ header: Buffer; receivedAt: Instant }>(
    `select header, received_at as "receivedAt"
     from intake_mail
     where report_id = $1 and header is not null
     order by received_at, sha256`,
    [reportId],
  );
}
