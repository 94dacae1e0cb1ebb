import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface WorkAccountRow {
  readonly workAccountId: number;
  readonly issuer: string;
  /** What the person tells an administrator. */
  readonly reference: string;
  readonly staffId: StaffId | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
}

const ACCOUNT = `work_account_id as "workAccountId", issuer, reference, staff_id as "staffId",
  first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"`;

/** Remembers that the service vouched for this subject; a new one gets the reference, an old one keeps its own. */
export async function noteWorkAccount(
  tx: Tx,
  issuer: string,
  subject: string,
  reference: string,
  at: Instant,
): Promise<WorkAccountRow> {
  const [row] = await tx.query<WorkAccountRow>(
    `insert into access_work_account (issuer, subject, reference, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $4)
     on conflict (issuer, subject) do update set last_seen_at = excluded.last_seen_at
     returning ${ACCOUNT}`,
    [issuer, subject, reference, at],
  );
  if (!row) throw new Error('A work account was neither inserted nor found.');
  return row;
}

/** Accounts nobody here is linked to, newest first. */
export async function findUnlinkedAccounts(q: Queryable, limit: number): Promise<WorkAccountRow[]> {
  return q.query<WorkAccountRow>(
    `select ${ACCOUNT} from access_work_account
     where staff_id is null
     order by last_seen_at desc, work_account_id desc
     limit $1`,
    [limit],
  );
}

/** Whether there was such an unlinked account. */
export async function linkAccount(tx: Tx, workAccountId: number, staffId: StaffId, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update access_work_account set staff_id = $2, linked_at = $3
     where work_account_id = $1 and staff_id is null
     returning work_account_id`,
    [workAccountId, staffId, at],
  );
  return rows.length > 0;
}

export async function findUnlinkedAccount(q: Queryable, workAccountId: number): Promise<WorkAccountRow | null> {
  const [row] = await q.query<WorkAccountRow>(
    `select ${ACCOUNT} from access_work_account where work_account_id = $1 and staff_id is null`,
    [workAccountId],
  );
  return row ?? null;
}
