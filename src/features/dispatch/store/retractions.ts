import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A recipient to be told that something they hold is no longer held here, or is taken back. */
export interface RetractionRow {
  readonly retractionId: number;
  readonly packageId: number;
  readonly agencyCode: string;
  readonly bagHash: string;
  readonly because: 'expunged' | 'retracted';
  readonly openedAt: Instant;
  readonly toldBy: number | null;
  readonly toldAt: Instant | null;
  readonly toldHow: string | null;
  /** When its files, not fetched yet, were taken out of the recipient's folder. */
  readonly withdrawnAt: Instant | null;
}

const COLUMNS = `retraction_id as "retractionId", package_id as "packageId", agency_code as "agencyCode",
  bag_hash as "bagHash", because, opened_at as "openedAt", told_by as "toldBy", told_at as "toldAt", told_how as "toldHow",
  withdrawn_at as "withdrawnAt"`;

/** One task per package whose bytes left, once; packages that never left make none. Answers the new tasks. */
export async function insertRetractions(
  tx: Tx,
  packageIds: readonly number[],
  because: RetractionRow['because'],
  at: Instant,
): Promise<number> {
  const rows = await tx.query(
    `insert into dispatch_retraction (package_id, agency_code, bag_hash, because, opened_at)
     select distinct on (package_id) package_id, agency_code, bag_hash, $2, $3::timestamptz
     from dispatch_delivery
     where package_id = any($1::bigint[])
       and state in ('sent', 'delivered', 'acknowledged', 'accepted', 'declined', 're-routed')
     order by package_id, delivery_id desc
     on conflict (package_id, because) do nothing
     returning retraction_id`,
    [packageIds, because, at],
  );
  return rows.length;
}

/** Open tasks first, oldest first; then those that were done, newest first. */
export function selectRetractions(q: Queryable, limit: number): Promise<RetractionRow[]> {
  return q.query<RetractionRow>(
    `select ${COLUMNS}
     from dispatch_retraction
     order by (told_at is not null), case when told_at is null then retraction_id else -retraction_id end
     limit $1`,
    [limit],
  );
}

/** The files of this package are taken out of their folder; the first time counts. */
export async function writeWithdrawn(tx: Tx, packageId: number, at: Instant): Promise<void> {
  await tx.query(
    `update dispatch_retraction set withdrawn_at = coalesce(withdrawn_at, $2)
     where package_id = $1 and because = 'retracted'`,
    [packageId, at],
  );
}

export async function writeTold(
  tx: Tx,
  retractionId: number,
  told: { readonly by: number; readonly at: Instant; readonly how: string },
): Promise<number | null> {
  const [row] = await tx.query<{ packageId: number }>(
    `update dispatch_retraction
     set told_by = $2, told_at = $3, told_how = $4
     where retraction_id = $1 and told_at is null
     returning package_id as "packageId"`,
    [retractionId, told.by, told.at, told.how],
  );
  return row?.packageId ?? null;
}
