import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { FailureCount } from '../domain/lock-out.ts';

/** One person (or a name nobody has) at one browser or network. */
export interface FailurePair {
  readonly whoSha256: Buffer;
  readonly sourceSha256: Buffer;
}

/** The pair's count, locked for this transaction: guesses sent at once are judged one after another. */
export async function lockFailures(tx: Tx, pair: FailurePair): Promise<FailureCount | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7400016))', [
    `${pair.whoSha256.toString('hex')} ${pair.sourceSha256.toString('hex')}`,
  ]);
  const [row] = await tx.query<FailureCount>(
    `select failures, window_started_at as "windowStartedAt", last_failed_at as "lastFailedAt",
            locked_until as "lockedUntil"
     from access_failure where who_sha256 = $1 and source_sha256 = $2`,
    [pair.whoSha256, pair.sourceSha256],
  );
  return row ?? null;
}

export async function saveFailures(
  tx: Tx,
  pair: FailurePair & { readonly staffId: StaffId | null; readonly sourceKind: 'device' | 'network' },
  count: FailureCount,
): Promise<void> {
  await tx.query(
    `insert into access_failure
       (who_sha256, source_sha256, staff_id, source_kind, failures, window_started_at, last_failed_at, locked_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (who_sha256, source_sha256) do update
     set failures = excluded.failures, window_started_at = excluded.window_started_at,
         last_failed_at = excluded.last_failed_at, locked_until = excluded.locked_until, staff_id = excluded.staff_id`,
    [
      pair.whoSha256,
      pair.sourceSha256,
      pair.staffId,
      pair.sourceKind,
      count.failures,
      count.windowStartedAt,
      count.lastFailedAt,
      count.lockedUntil,
    ],
  );
}

/** A proof that succeeded forgets the failures of its pair. */
export async function forgetFailures(tx: Tx, pair: FailurePair): Promise<void> {
  await tx.query('delete from access_failure where who_sha256 = $1 and source_sha256 = $2', [
    pair.whoSha256,
    pair.sourceSha256,
  ]);
}

export interface LockedPair {
  readonly staffId: StaffId | null;
  readonly name: string | null;
  readonly place: 'device' | 'network';
  readonly failures: number;
  readonly lastFailedAt: Instant;
  readonly lockedUntil: Instant | null;
}

/** Pairs with failures since this instant, newest first; a null person is a name nobody has. */
export async function findFailures(q: Queryable, since: Instant, limit: number): Promise<LockedPair[]> {
  return q.query<LockedPair>(
    `select failure.staff_id as "staffId", person.name, failure.source_kind as place, failure.failures,
            failure.last_failed_at as "lastFailedAt", failure.locked_until as "lockedUntil"
     from access_failure failure
     left join access_staff person on person.staff_id = failure.staff_id
     where failure.last_failed_at > $1
     order by failure.last_failed_at desc, failure.source_sha256
     limit $2`,
    [since, limit],
  );
}

/** Whether the person has proved themselves in this browser before. */
export async function isKnownDevice(q: Queryable, browserSha256: Buffer, staffId: StaffId | null): Promise<boolean> {
  const rows = await q.query('select 1 from access_device where browser_sha256 = $1 and staff_id = $2', [
    browserSha256,
    staffId,
  ]);
  return rows.length > 0;
}

export async function noteDevice(tx: Tx, browserSha256: Buffer, staffId: StaffId, at: Instant): Promise<void> {
  await tx.query(
    `insert into access_device (browser_sha256, staff_id, first_used_at, last_used_at)
     values ($1, $2, $3, $3)
     on conflict (browser_sha256, staff_id) do update set last_used_at = excluded.last_used_at`,
    [browserSha256, staffId, at],
  );
}
