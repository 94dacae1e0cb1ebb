import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Measure, Quota } from '../domain/quota.ts';

/** A dated quota as an administrator set it. */
export interface SetQuota extends Quota {
  readonly quotaId: number;
  readonly sender: string;
  readonly validFrom: Instant;
  readonly setBy: string;
  readonly setAt: Instant;
  readonly reason: string;
}

const QUOTA = `quota_id as "quotaId", sender, documents_per_minute as "documentsPerMinute",
  mebibytes_per_hour as "mebibytesPerHour", alarms_per_minute as "alarmsPerMinute", valid_from as "validFrom",
  set_by as "setBy", set_at as "setAt", reason`;

/** The quota in force for a sender at an instant; null where nobody set one. By intake_quota_in_force. */
export async function selectQuota(q: Queryable, sender: string, at: Instant): Promise<Quota | null> {
  const [row] = await q.query<SetQuota>(
    `select ${QUOTA}
     from intake_quota
     where sender = $1 and valid_from <= $2
     order by valid_from desc, quota_id desc
     limit 1`,
    [sender, at],
  );
  return row ?? null;
}

/** Every quota that was ever set, newest first. */
export function selectQuotas(q: Queryable, limit: number): Promise<SetQuota[]> {
  return q.query<SetQuota>(`select ${QUOTA} from intake_quota order by quota_id desc limit $1`, [limit]);
}

export async function insertQuota(tx: Tx, quota: Omit<SetQuota, 'quotaId'>): Promise<number> {
  const [row] = await tx.query<{ quotaId: number }>(
    `insert into intake_quota (sender, documents_per_minute, mebibytes_per_hour, alarms_per_minute, valid_from, set_by, set_at, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning quota_id as "quotaId"`,
    [
      quota.sender,
      quota.documentsPerMinute,
      quota.mebibytesPerHour,
      quota.alarmsPerMinute,
      quota.validFrom,
      quota.setBy,
      quota.setAt,
      quota.reason,
    ],
  );
  if (!row) throw new Error('A quota was inserted without an id.');
  return row.quotaId;
}

/** Something a sender wants to spend: how long it lives on it, and up to when it may live ahead. */
export interface Spending {
  readonly sender: string;
  readonly measure: Measure;
  readonly costMs: number;
  readonly now: Instant;
  /** Null: spent already, whatever the limit. */
  readonly until: Instant | null;
}

/** Spends from what all processes share; answers until when the sender has spent, and whether this was granted. */
export async function spendAllowance(
  tx: Tx,
  { sender, measure, costMs, now, until }: Spending,
): Promise<{ readonly granted: boolean; readonly spentUntil: Instant }> {
  // A count that a power cut forgets harms nobody: no document waits for the disk on its account.
  await tx.query('set local synchronous_commit = off');
  const [spent] = await tx.query<{ spentUntil: Instant }>(
    `insert into intake_allowance as held (sender, measure, spent_until)
     values ($1, $2, $3::timestamptz + $4::float8 * interval '1 millisecond')
     on conflict (sender, measure) do update
     set spent_until = greatest(held.spent_until, $3) + $4::float8 * interval '1 millisecond'
     where $5::timestamptz is null
        or greatest(held.spent_until, $3) + $4::float8 * interval '1 millisecond' <= $5::timestamptz + interval '1 millisecond'
     returning spent_until as "spentUntil"`,
    [sender, measure, now, costMs, until],
  );
  if (spent) return { granted: true, spentUntil: spent.spentUntil };
  const [held] = await tx.query<{ spentUntil: Instant }>(
    'select spent_until as "spentUntil" from intake_allowance where sender = $1 and measure = $2',
    [sender, measure],
  );
  if (!held) throw new Error('An allowance was refused that nobody has spent from.');
  return { granted: false, spentUntil: held.spentUntil };
}
